package io.hallpass.ingest.cdc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * Takes away what a source left in the vendor's database: its replication slot, for which the
 * server keeps its log until the disk is full, and its publication. Nobody may follow it any more.
 */
public final class CdcRemoval {
  private static final String IN_USE = "55006";
  private static final Duration PAUSE = Duration.ofMillis(250);

  private CdcRemoval() {}

  /** The statements, the same for a person and for {@link #run}; harmless where nothing is left. */
  public static List<String> statements(String slot, String publication) {
    return List.of(
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '"
            + slot.replace("'", "''")
            + "'",
        "DROP PUBLICATION IF EXISTS \"" + publication.replace("\"", "\"\"") + '"');
  }

  /**
   * Runs them.
   *
   * @param connection to the vendor's database, with autocommit on
   * @param statements from {@link #statements}
   * @param patience how long to wait for the slot's reader to let go of it
   * @throws SQLException also where somebody still reads from the slot
   */
  public static void run(Connection connection, List<String> statements, Duration patience)
      throws SQLException {
    long deadline = System.nanoTime() + patience.toNanos();
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        while (!ran(statement, sql, deadline)) {
          pause();
        }
      }
    }
  }

  /** False where the slot is read from and there is still time. */
  private static boolean ran(Statement statement, String sql, long deadline) throws SQLException {
    try {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      if (!IN_USE.equals(e.getSQLState()) || System.nanoTime() > deadline) {
        throw e;
      }
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
