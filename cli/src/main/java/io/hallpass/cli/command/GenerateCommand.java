package io.hallpass.cli.command;

import io.hallpass.cli.stack.WholeStack;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.synthetic.SisTimeline;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.folder.DistrictFolder;
import io.hallpass.synthetic.folder.SourceLocations;
import io.hallpass.synthetic.roster.OneRosterZip;
import io.hallpass.synthetic.sis.SisMismatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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
      "Same seed and size, same district; nobody in it is real.",
      "",
      "Again with a later --day it plays the school days between: the zip is replaced, and rows of the SIS are inserted,",
      "updated and deleted, as its application would do it."
    },
    footer = {
      "",
      "With a stack that 'hallpass dev' started:",
      "  hallpass generate work --sis 'jdbc:postgresql://localhost:5432/northstar?user=postgres'",
      "  hallpass apply work/district",
      "  hallpass generate work --sis 'jdbc:postgresql://localhost:5432/northstar?user=postgres' --day 1"
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
      description =
          "The school day, 0 for the first. Where there is a SIS of an earlier day, it is brought to this one.")
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
          "PostgreSQL database of the SIS, in its schema 'sis'; made where it is not there. Left out: no SIS is touched.")
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
    if (sis != null) {
      // First, because it refuses another district than the one that is there.
      out.line("SIS: " + filled(out, district));
    }
    Path zip = dir.resolve("roster.zip").toAbsolutePath().normalize();
    OneRosterZip.write(zip, district);
    out.line("roster: " + zip + ", day " + day);
    Path folder = dir.resolve("district");
    if (Files.exists(folder)) {
      out.line("district: " + folder + " is there and stays as it is");
      return 0;
    }
    DistrictFolder.write(folder, locations(zip));
    out.line("district: " + folder);
    out.line(
        "its secrets are references: set DISTRICT_SECRET, SIS_PASSWORD and WAREHOUSE_PASSWORD where the services run,");
    out.line("and SIS_PASSWORD where you say 'hallpass apply'");
    return 0;
  }

  private String filled(Out out, SyntheticDistrict district) throws SQLException {
    out.progress("filling the SIS");
    try (Connection connection = VendorDatabase.connect(sis)) {
      return switch (SisTimeline.bring(connection, district)) {
        case MADE -> "filled, day " + day;
        case PLAYED -> "brought to day " + day;
        case UNCHANGED -> "is on day " + day + " already";
      };
    } catch (SisMismatchException e) {
      throw new ConfigException(
          List.of(
              "--sis: "
                  + e.getMessage()
                  + "; name an empty database, or the --seed, --students and a --day that follow"));
    }
  }

  private SourceLocations locations(Path zip) {
    Properties where =
        org.postgresql.Driver.parseURL(
            sis == null ? "jdbc:postgresql://localhost:5432/northstar" : sis, new Properties());
    return new SourceLocations(
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
        WholeStack.WAREHOUSE_USER,
        "${env:WAREHOUSE_PASSWORD}");
  }
}
