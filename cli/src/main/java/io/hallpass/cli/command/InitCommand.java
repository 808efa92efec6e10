package io.hallpass.cli.command;

import io.hallpass.cli.init.Init;
import io.hallpass.runtime.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hallpass init}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at what a vendor gives, and writes a district folder that 'check' accepts.",
      "",
      "It recognises a zip or a folder of OneRoster 1.1 and 1.2, of Microsoft School Data Sync 1 (and its UK"
          + " form), 2.0 and 2.1, of Ed-Fi XML, and of saved answers of an Ed-Fi API (JSON files named after its"
          + " resources, as students.json). For other CSV files and for a database it proposes a mapping from the"
          + " names of tables and columns: a guess, marked '# proposal', that a person has to read. What sounds"
          + " like a password or a national id is never proposed. No row is shown or kept, and nothing is changed"
          + " where it looks.",
      "",
      "PostgreSQL is followed as it changes; any other database is asked by query, through its own JDBC driver,"
          + " which you add."
    },
    footer = {
      "",
      "Examples:",
      "  hallpass init --from roster.zip everett",
      "  hallpass init --from jdbc:postgresql://sis.example.org/sis --user reader --password '$${env:SIS_PASSWORD}' everett",
      "",
      "Then: hallpass preview everett",
      "Exit codes: 0 written; 1 failed; 2 nothing is recognised, or what is there has problems."
    })
public final class InitCommand implements Callable<Integer> {
  @Option(
      names = "--from",
      required = true,
      paramLabel = "FILE|FOLDER|JDBC_URL",
      description = "What to look at.")
  private String from;

  @Parameters(paramLabel = "DIR", description = "The folder to write; new, or empty.")
  private Path dir;

  @Option(
      names = "--name",
      paramLabel = "D",
      description = "The district's name (default: the folder's).")
  private String name;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "Its local days, as America/Los_Angeles (default: this machine's).")
  private String zone;

  @Option(names = "--user", paramLabel = "U", description = "The database's user.")
  private String user;

  @Option(
      names = "--password",
      paramLabel = "REFERENCE",
      defaultValue = "$${env:SIS_PASSWORD}",
      description = "Where its password is: a reference, never itself (default: ${DEFAULT-VALUE}).")
  private String password;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Init init = new Init(from, user, password, name(), zone());
    PrintWriter out = spec.commandLine().getOut();
    init.write(dir).forEach(out::println);
    out.println("next: hallpass preview " + dir);
    return 0;
  }

  private String name() {
    return name != null
        ? name
        : dir.toAbsolutePath()
            .normalize()
            .getFileName()
            .toString()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
  }

  private ZoneId zone() {
    try {
      return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new ConfigException(
          List.of("--time-zone: must be an IANA time zone as America/Chicago"));
    }
  }
}
