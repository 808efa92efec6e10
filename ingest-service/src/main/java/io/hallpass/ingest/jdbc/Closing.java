package io.hallpass.ingest.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Ends connections that are not needed any more, whatever state they are in. */
final class Closing {
  private Closing() {}

  /** Closes it; what goes wrong then harms nothing that was read. */
  static void quietly(Connection connection) {
    try (connection) {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException e) {
      // The server ends the transaction of a connection that is gone.
    }
  }
}
