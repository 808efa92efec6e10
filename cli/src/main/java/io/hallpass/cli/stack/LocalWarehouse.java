package io.hallpass.cli.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database for warehouses, and its owner, in a local PostgreSQL. */
final class LocalWarehouse {
  private LocalWarehouse() {}

  /** Makes the owner, where it is not there, and gives it the database. */
  static void make(String url, String database, String owner) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      if (!exists(statement, owner)) {
        statement.execute("CREATE ROLE " + owner + " LOGIN");
      }
      statement.execute("ALTER DATABASE " + database + " OWNER TO " + owner);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the local database '" + database + "' cannot be made, SQLSTATE " + e.getSQLState(), e);
    }
  }

  private static boolean exists(Statement statement, String role) throws SQLException {
    try (ResultSet found =
        statement.executeQuery("SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
      return found.next();
    }
  }
}
