package io.hallpass.cli.init;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;

/** Says which JDBC driver is missing, and where its jar goes: none but PostgreSQL's is shipped. */
final class Drivers {
  /** By the word behind {@code jdbc:}, the artifact that the vendor publishes. */
  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "sqlserver", "com.microsoft.sqlserver:mssql-jdbc",
          "oracle", "com.oracle.database.jdbc:ojdbc17",
          "mysql", "com.mysql:mysql-connector-j",
          "mariadb", "org.mariadb.jdbc:mariadb-java-client",
          "db2", "com.ibm.db2:jcc",
          "informix-sqli", "com.ibm.informix:jdbc");

  private Drivers() {}

  /** One line; of the URL only the word that says what database it is. */
  static String missing(String url) {
    String[] parts = url.split(":", 3);
    String kind = parts.length > 2 && parts[1].matches("[A-Za-z0-9-]+") ? parts[1] : "…";
    String artifact = ARTIFACTS.get(kind);
    return "there is no JDBC driver for jdbc:"
        + kind
        + ": here; put the jar of "
        + (artifact == null ? "your database's driver" : artifact)
        + " (JDBC 4.2)"
        + jars().map(folder -> " into " + folder).orElse(" on the class path of this command")
        + ", and beside the Connect worker's jars, where the source will be read";
  }

  /** The folder of this program's jars, all of which are on its class path. */
  private static Optional<Path> jars() {
    CodeSource source = Drivers.class.getProtectionDomain().getCodeSource();
    try {
      return Optional.ofNullable(source)
          .map(CodeSource::getLocation)
          .map(java.net.URL::toString)
          .filter(location -> location.startsWith("file:"))
          .map(java.net.URI::create)
          .map(Path::of)
          .filter(Files::isRegularFile)
          .map(Path::getParent);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
