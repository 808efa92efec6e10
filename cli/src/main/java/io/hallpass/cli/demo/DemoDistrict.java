package io.hallpass.cli.demo;

import io.hallpass.cli.stack.WholeStack;
import io.hallpass.synthetic.SisTimeline;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.folder.DistrictFolder;
import io.hallpass.synthetic.folder.SourceLocations;
import io.hallpass.synthetic.roster.OneRosterZip;
import io.hallpass.synthetic.sis.SisMismatchException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Properties;
import java.util.function.UnaryOperator;

/**
 * A synthetic district made ready to be applied: its roster as a zip, its SIS as a database, its
 * folder.
 *
 * @param folder the district folder
 * @param zip the OneRoster zip
 * @param sisUrl JDBC URL of the SIS
 * @param warehouseUrl JDBC URL of the database with the recipients' schemas
 */
public record DemoDistrict(Path folder, Path zip, String sisUrl, String warehouseUrl) {
  /** The demo's district. */
  public static final String NAME = "everett";

  private static final String USER = "postgres";
  private static final String SECRETS = "secrets.properties";
  private static final int SECRET_BYTES = 32;

  /**
   * Makes it; what is there of the same district stays, its secret too.
   *
   * @param databases gives the JDBC URL of a database, made where it is not there
   * @param dir where its files go
   * @param partitions of its topics
   * @throws SisMismatchException where the databases hold another district
   */
  public static DemoDistrict make(
      UnaryOperator<String> databases, SyntheticDistrict district, Path dir, int partitions)
      throws IOException, SQLException {
    Files.createDirectories(dir);
    String sisUrl = databases.apply("northstar");
    String warehouseUrl = databases.apply(WholeStack.WAREHOUSE);
    // First, because it refuses another district than the one that is there.
    try (Connection sis = DriverManager.getConnection(sisUrl)) {
      SisTimeline.bring(sis, district);
    }
    Path zip = dir.resolve("roster.zip");
    OneRosterZip.write(zip, district);
    Path secrets = secrets(dir);
    Properties sis = org.postgresql.Driver.parseURL(sisUrl, new Properties());
    Path folder = dir.resolve("district");
    DistrictFolder.write(
        folder,
        new SourceLocations(
            NAME,
            partitions,
            "${file:" + secrets + ":secret}",
            zip.toString(),
            sis.getProperty("PGHOST"),
            Integer.parseInt(sis.getProperty("PGPORT")),
            "northstar",
            USER,
            "${file:" + secrets + ":postgres}",
            // Without the login of who reads it here.
            warehouseUrl.replaceFirst("[?].*", ""),
            WholeStack.WAREHOUSE_USER,
            "${file:" + secrets + ":postgres}"));
    return new DemoDistrict(folder, zip, sisUrl, warehouseUrl);
  }

  /** The secret its record ids are made with. */
  public byte[] secret() throws IOException {
    Properties secrets = new Properties();
    try (Reader reader = Files.newBufferedReader(folder.resolveSibling(SECRETS))) {
      secrets.load(reader);
    }
    return secrets.getProperty("secret").getBytes(StandardCharsets.UTF_8);
  }

  /** A new secret would give every record a new id, so one that is there stays. */
  private static Path secrets(Path dir) throws IOException {
    Path file = dir.resolve(SECRETS).toAbsolutePath();
    if (Files.exists(file)) {
      return file;
    }
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    Properties properties = new Properties();
    properties.setProperty("secret", HexFormat.of().formatHex(secret));
    properties.setProperty("postgres", USER);
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      properties.store(writer, "Secrets of the demo's district");
    }
    return file;
  }
}
