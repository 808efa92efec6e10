package io.hallpass.sink.delivery;

import java.sql.SQLException;
import java.util.Set;

/**
 * The warehouse failed. PostgreSQL's own messages may quote values, so nothing of them is kept:
 * only the SQLState, and what was being done.
 *
 * @see <a href="https://www.postgresql.org/docs/17/errcodes-appendix.html">SQLStates</a>
 */
public final class WarehouseException extends RuntimeException {
  private static final Set<String> TEMPORARY_CLASSES =
      Set.of("08", "53"); // connection lost; out of space, memory or connections
  private static final Set<String> TEMPORARY =
      Set.of(
          "57P01", // shut down by an administrator
          "57P02", // crashed
          "57P03", // starting up
          "57P05", // idle session timeout
          "57014", // cancelled
          "40001", // serialization failure
          "40P01", // deadlock
          "55P03", // lock not available in time
          "25006", // a standby, for now
          "25P03"); // idle in transaction timeout

  /** What the driver itself refuses: a server without encryption, a way to log in it lacks. */
  private static final String REFUSED = "08004";

  private final String sqlState;

  WarehouseException(String doing, SQLException e) {
    super("the warehouse failed while " + doing + " (SQLState " + e.getSQLState() + ")");
    this.sqlState = e.getSQLState() == null ? "" : e.getSQLState();
  }

  /** Whether the same may well succeed later. */
  public boolean temporary() {
    return TEMPORARY.contains(sqlState)
        || sqlState.length() == 5
            && !sqlState.equals(REFUSED)
            && TEMPORARY_CLASSES.contains(sqlState.substring(0, 2));
  }
}
