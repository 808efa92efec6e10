package io.hallpass.cli.source;

import io.hallpass.ingest.cdc.PostgresCdcSettings.Database;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.config.Encryption;
import io.hallpass.runtime.config.References;
import io.hallpass.runtime.config.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * How to reach a vendor's PostgreSQL database.
 *
 * @param database its password is a reference, never the password
 */
record DatabaseConnection(Database database) {
  private static final String SSL_MODE = "sslMode";
  private static final String SSL_ROOT_CERT = "sslRootCert";

  /**
   * Reads it; empty, with problems, where it cannot be used.
   *
   * @param dir to which a file of certificates is relative
   */
  static Optional<DatabaseConnection> read(YamlNode node, Path dir) {
    Map<String, YamlNode> entries =
        node.entries(
            Set.of("host", "database", "user", "password"),
            Set.of("port", SSL_MODE, SSL_ROOT_CERT));
    Optional<String> password = SourceReader.secret(entries, "password");
    Optional<String> host = SourceReader.text(entries, "host");
    Optional<String> database = SourceReader.text(entries, "database");
    Optional<String> user = SourceReader.text(entries, "user");
    int port =
        Optional.ofNullable(entries.get("port")).flatMap(n -> n.number(1, 65535)).orElse(5432);
    String sslMode = sslMode(entries, host.orElse(""));
    String sslRootCert = sslRootCert(entries, dir);
    Database.sslProblem(sslMode, sslRootCert)
        .ifPresent(
            problem ->
                entries.getOrDefault(SSL_MODE, node).problem(SSL_ROOT_CERT + ": " + problem));
    if (host.isEmpty() || database.isEmpty() || user.isEmpty() || password.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new DatabaseConnection(
            new Database(
                host.get(),
                port,
                database.get(),
                user.get(),
                password.get(),
                sslMode,
                sslRootCert)));
  }

  private static String sslMode(Map<String, YamlNode> entries, String host) {
    Optional<String> said = SourceReader.text(entries, SSL_MODE);
    if (said.isPresent() && !Database.SSL_MODES.contains(said.get())) {
      entries.get(SSL_MODE).problem("must be one of " + Database.SSL_MODES);
    }
    return said.filter(Database.SSL_MODES::contains).orElseGet(() -> Encryption.byDefault(host));
  }

  private static String sslRootCert(Map<String, YamlNode> entries, Path dir) {
    Optional<Path> file =
        SourceReader.text(entries, SSL_ROOT_CERT)
            .map(path -> dir.resolve(path).toAbsolutePath().normalize());
    file.filter(path -> !Files.isReadable(path))
        .ifPresent(path -> entries.get(SSL_ROOT_CERT).problem(path + " cannot be read"));
    return file.map(Path::toString).orElse("");
  }

  /**
   * Connects.
   *
   * @throws ConfigException where the password's reference leads nowhere
   */
  Connection connect() throws SQLException {
    String reference = database.password();
    if (!References.isReference(reference)) {
      throw new ConfigException(List.of("connection.password is not a reference"));
    }
    Optional<String> resolved = References.ofProcess().resolve(reference);
    if (resolved.isEmpty()) {
      throw new ConfigException(
          List.of("connection.password: " + reference + " cannot be resolved here"));
    }
    Properties login = database.driverProperties();
    login.setProperty("user", database.user());
    login.setProperty("password", resolved.get());
    login.setProperty("ApplicationName", "hallpass");
    login.setProperty("connectTimeout", "10");
    login.setProperty("loginTimeout", "10");
    return DriverManager.getConnection(database.url(), login);
  }

  /** Where it is, without how to get in. */
  String where() {
    return database.host() + ":" + database.port() + "/" + database.name();
  }

  /** Why it could not be used. */
  String unreachable(SQLException e) {
    return Refusal.words(where(), database.user(), database.sslMode(), e);
  }
}
