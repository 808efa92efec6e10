package io.hallpass.cli.command;

import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.folder.DistrictFolder;
import io.hallpass.synthetic.folder.SourceLocations;
import io.hallpass.synthetic.roster.OneRosterZip;
import io.hallpass.synthetic.sis.SisDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hallpass generate}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Invents a district of any size: a OneRoster 1.2 zip, a SIS in PostgreSQL, and the folder that describes both.",
      "Same seed and size, same district; nobody in it is real."
    })
public final class GenerateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Where roster.zip and the folder 'district' go.")
  private Path dir;

  @Option(
      names = "--students",
      paramLabel = "N",
      defaultValue = "500",
      description = "Default: ${DEFAULT-VALUE}.")
  private int students;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--name",
      paramLabel = "D",
      defaultValue = "everett",
      description = "Default: ${DEFAULT-VALUE}.")
  private String name;

  @Option(
      names = "--day",
      paramLabel = "N",
      defaultValue = "0",
      description = "So many days of changes after the first.")
  private int day;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--sis",
      paramLabel = "JDBC_URL",
      description =
          "An empty PostgreSQL database for the SIS (schema 'sis' is made there); left out: no SIS is filled.")
  private String sis;

  @Option(
      names = "--warehouse",
      paramLabel = "JDBC_URL",
      defaultValue = "jdbc:postgresql://localhost:5432/warehouse",
      description =
          "The database of the recipients' schemas, without a user (default: ${DEFAULT-VALUE}).")
  private String warehouse;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, SQLException {
    Out out = new Out(spec.commandLine().getOut());
    SyntheticDistrict district = SyntheticDistrict.of(seed, students).on(day);
    Files.createDirectories(dir);
    Path zip = dir.resolve("roster.zip").toAbsolutePath();
    out.progress("writing " + zip);
    OneRosterZip.write(zip, district);
    String url = sis == null ? "jdbc:postgresql://localhost:5432/northstar?user=postgres" : sis;
    if (sis != null) {
      out.progress("filling the SIS");
      try (Connection connection = DriverManager.getConnection(sis)) {
        SisDatabase.create(connection, district);
      }
    }
    Properties where = org.postgresql.Driver.parseURL(url, new Properties());
    DistrictFolder.write(
        dir.resolve("district"),
        new SourceLocations(
            name,
            partitions,
            "${env:DISTRICT_SECRET}",
            zip.toString(),
            where.getProperty("PGHOST"),
            Integer.parseInt(where.getProperty("PGPORT")),
            where.getProperty("PGDBNAME"),
            where.getProperty("user", "postgres"),
            "${env:SIS_PASSWORD}",
            warehouse,
            "postgres",
            "${env:WAREHOUSE_PASSWORD}"));
    out.line("wrote " + zip + " and " + dir.resolve("district"));
    out.line(
        "its secrets are references: set DISTRICT_SECRET, SIS_PASSWORD and WAREHOUSE_PASSWORD where the services run");
    return 0;
  }
}
