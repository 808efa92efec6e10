package io.hallpass.ingest.cdc;

import io.hallpass.runtime.service.Causes;
import java.sql.SQLException;
import java.util.Set;

/** Why a database cannot be followed, in our words: its own may repeat a row's values. */
final class Trouble {
  /** SQL states that somebody has to mend: authorization, unknown database, missing privilege. */
  private static final Set<String> REFUSALS = Set.of("28000", "28P01", "3D000", "42501");

  private static final String IN_USE = "55006";

  private Trouble() {}

  /** Whether trying again is of no use until somebody mended it. */
  static boolean refusal(SQLException e) {
    return REFUSALS.contains(state(e));
  }

  static String state(SQLException e) {
    return String.valueOf(e.getSQLState());
  }

  /** One line for {@code status}. */
  static String words(PostgresCdcSettings settings, SQLException e) {
    PostgresCdcSettings.Database database = settings.database();
    String state = " (SQL state " + state(e) + ")";
    if (refusal(e)) {
      return "database refuses user '"
          + database.user()
          + "'"
          + state
          + ": password, name of the database or privileges";
    }
    if (state(e).equals(IN_USE)) {
      return "slot " + settings.slot() + " is read by somebody else" + state;
    }
    return "database "
        + database.host()
        + ":"
        + database.port()
        + "/"
        + database.name()
        + " cannot be "
        + (state(e).startsWith("08") ? "reached" : "used")
        + state
        + "; it is tried again";
  }

  /** One line for a failure of Debezium's. Connect would show its message. */
  static String words(RuntimeException e) {
    String state = "";
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        state = ", SQL state " + sql.getSQLState();
      }
    }
    return "database cannot be followed: " + Causes.named(e) + state;
  }
}
