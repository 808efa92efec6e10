package io.hallpass.ingest.cdc;

import io.hallpass.runtime.config.ConfigException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/** Looks after the replication slot of a source. */
final class Slots implements AutoCloseable {
  private final Connection connection;
  private final String slot;

  /** Connects. */
  Slots(PostgresCdcSettings settings) throws SQLException {
    PostgresCdcSettings.Database database = settings.database();
    Properties properties = database.driverProperties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("ApplicationName", "hallpass " + settings.connectorName());
    this.connection = DriverManager.getConnection(database.url(), properties);
    this.slot = settings.slot();
  }

  /**
   * Whether the slot still holds everything after this point.
   *
   * @param processed an LSN
   */
  boolean holds(long processed) throws SQLException {
    String sql =
        "SELECT (restart_lsn - '0/0'::pg_lsn)::bigint FROM pg_replication_slots"
            + " WHERE slot_name = ? AND database = current_database()"
            + " AND wal_status IS DISTINCT FROM 'lost'";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, slot);
      try (ResultSet found = query.executeQuery()) {
        if (!found.next()) {
          return false;
        }
        long restart = found.getLong(1);
        return !found.wasNull() && (processed == 0 || restart <= processed);
      }
    }
  }

  /**
   * Every reason why the publication does not send what is collected, or not any more: a column
   * that was renamed or dropped, a table that is gone or was taken out.
   */
  List<String> problems(PostgresCdcSettings settings) throws SQLException {
    try {
      return CdcPublication.statements(connection, settings).isEmpty()
          ? List.of()
          : List.of(
              "publication "
                  + settings.publication()
                  + " does not publish what is collected; hallpass apply mends it");
    } catch (ConfigException e) {
      return e.problems();
    }
  }

  /** Whether there is a publication of this name. */
  boolean published(String publication) throws SQLException {
    String sql = "SELECT FROM pg_publication WHERE pubname = ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, publication);
      try (ResultSet found = query.executeQuery()) {
        return found.next();
      }
    }
  }

  /**
   * Drops the slot, if there is one, so that the next snapshot begins exactly where a new slot
   * does. A snapshot beside an old slot would miss what is committed between the two.
   *
   * @throws SQLException also where somebody reads from it
   */
  void drop() throws SQLException {
    String sql =
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, slot);
      statement.execute();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
