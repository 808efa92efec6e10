package io.hallpass.ingest.cdc;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Everything a PostgreSQL source needs to know. {@code apply} makes one from a district's files,
 * has {@link CdcPublication} prepare the database, and turns it into a connector's configuration.
 *
 * @param district of the source
 * @param source its name
 * @param partitions of the district's raw topics
 * @param database where the tables are
 * @param tables what is collected
 * @param publication its name in the database
 * @param slot the replication slot's name
 * @param heartbeatMillis how often the slot is moved on when nothing happens, in milliseconds
 * @param consents names of the resources whose rows say what parents decided
 */
public record PostgresCdcSettings(
    String district,
    String source,
    int partitions,
    Database database,
    List<CapturedTable> tables,
    String publication,
    String slot,
    long heartbeatMillis,
    Set<String> consents) {
  private static final int LONGEST_NAME = 63;

  /**
   * A database and how to get in.
   *
   * @param password in a configuration a reference, {@code ${env:NAME}}; Connect resolves it
   * @param sslMode as libpq has it: {@code disable}, {@code prefer}, {@code require}, {@code
   *     verify-ca}, {@code verify-full}
   * @param sslRootCert a file of the certificates that {@code verify-ca} and {@code verify-full}
   *     trust, where connector and {@code apply} run; else empty
   */
  public record Database(
      String host,
      int port,
      String name,
      String user,
      String password,
      String sslMode,
      String sslRootCert) {
    /** Every word for {@code sslMode}. */
    public static final List<String> SSL_MODES =
        List.of("disable", "prefer", "require", "verify-ca", "verify-full");

    /** What {@code sslMode} and {@code sslRootCert} lack together, or empty. */
    public static Optional<String> sslProblem(String sslMode, String sslRootCert) {
      boolean verifies = sslMode.startsWith("verify-");
      if (verifies == !sslRootCert.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          verifies
              ? sslMode + " needs a file of trusted certificates"
              : sslMode + " looks at no certificate; with one say verify-ca or verify-full");
    }

    /** For PostgreSQL's JDBC driver. */
    public String url() {
      String address = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
      return "jdbc:postgresql://" + address + ":" + port + "/" + name;
    }

    /** What PostgreSQL's JDBC driver wants to know, besides user and password. */
    public Properties driverProperties() {
      Properties properties = new Properties();
      properties.setProperty("sslmode", sslMode);
      if (!sslRootCert.isEmpty()) {
        properties.setProperty("sslrootcert", sslRootCert);
      }
      return properties;
    }

    /** Never the password. */
    @Override
    public String toString() {
      return user + "@" + host + ":" + port + "/" + name;
    }
  }

  public PostgresCdcSettings {
    tables = List.copyOf(tables);
    consents = Set.copyOf(consents);
  }

  /** Settings with the defaults: publication and slot are named after district and source. */
  public static PostgresCdcSettings of(
      String district,
      String source,
      int partitions,
      Database database,
      List<CapturedTable> tables) {
    String name = objectName(district, source);
    return new PostgresCdcSettings(
        district,
        source,
        partitions,
        database,
        tables,
        name,
        name,
        PostgresCdcConfig.HEARTBEAT_MILLIS,
        Set.of());
  }

  /** The same, with consents in these resources. */
  public PostgresCdcSettings withConsents(Set<String> names) {
    return new PostgresCdcSettings(
        district, source, partitions, database, tables, publication, slot, heartbeatMillis, names);
  }

  /**
   * The name of a source's publication and slot: {@code hallpass_<district>_<source>}, with a
   * hyphen as two underscores, so that no two sources share one. What PostgreSQL would cut off
   * becomes a checksum.
   */
  public static String objectName(String district, String source) {
    String name = "hallpass_" + district.replace("-", "__") + "_" + source.replace("-", "__");
    if (name.length() <= LONGEST_NAME) {
      return name;
    }
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return name.substring(0, LONGEST_NAME - 9)
        + "_"
        + HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /** The connector's name: no two sources share it. */
  public String connectorName() {
    return district + "." + source;
  }

  /** The connector's configuration, as Connect's REST interface takes it. */
  public Map<String, String> connectorConfig() {
    return PostgresCdcConfig.write(this);
  }
}
