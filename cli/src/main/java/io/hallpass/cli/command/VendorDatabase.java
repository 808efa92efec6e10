package io.hallpass.cli.command;

import io.hallpass.runtime.config.ConfigException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;

/** The PostgreSQL database of an invented SIS. */
final class VendorDatabase {
  private static final String NO_SUCH_DATABASE = "3D000";

  private VendorDatabase() {}

  /**
   * Connects, and makes the database where the server does not have it.
   *
   * @throws ConfigException where the URL is none, or the server cannot be reached or refuses
   */
  static Connection connect(String url) {
    Properties parts = Driver.parseURL(url, new Properties());
    if (parts == null || parts.getProperty("PGDBNAME") == null) {
      throw new ConfigException(
          List.of(
              "--sis: must be a URL as jdbc:postgresql://localhost:5432/northstar?user=postgres"));
    }
    String database = parts.getProperty("PGDBNAME");
    try {
      return DriverManager.getConnection(url);
    } catch (SQLException e) {
      if (!NO_SUCH_DATABASE.equals(e.getSQLState())) {
        throw refused(parts, e);
      }
    }
    try {
      String server = url.replaceFirst("/" + Pattern.quote(database) + "(?=$|[?])", "/postgres");
      try (Connection connection = DriverManager.getConnection(server);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE \"" + database.replace("\"", "\"\"") + "\"");
      }
      return DriverManager.getConnection(url);
    } catch (SQLException e) {
      throw refused(parts, e);
    }
  }

  /** The server's own words could repeat what was sent to it; its SQLSTATE cannot. */
  private static ConfigException refused(Properties parts, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String where = parts.getProperty("PGHOST") + ":" + parts.getProperty("PGPORT");
    return new ConfigException(
        List.of(
            "--sis: "
                + where
                + (state.startsWith("08") ? " cannot be reached" : " refuses")
                + (state.isEmpty() ? "" : " (SQLSTATE " + state + ")")));
  }
}
