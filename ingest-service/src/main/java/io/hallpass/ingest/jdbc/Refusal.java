package io.hallpass.ingest.jdbc;

import java.sql.SQLException;

/**
 * Why a database did not do what it was asked, in our words: a server's own could repeat a value.
 * The classes of SQLSTATE are those of ISO 9075; the longer codes PostgreSQL's and ODBC's. MySQL
 * and MariaDB have one state, 42000, for many things, and tell them apart by numbers.
 */
public final class Refusal {
  private Refusal() {}

  /** One line, with the SQLSTATE. */
  public static String words(JdbcSourceSettings.Login login, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return "the database "
        + what(known(state, e.getErrorCode()), login)
        + " (SQLSTATE "
        + shown(state)
        + ")";
  }

  /** Whether nobody answered, or only to say good-bye: nothing is known of any table. */
  static boolean unreachable(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("57P");
  }

  /** The state that says more, where MySQL's or MariaDB's number does. */
  private static String known(String state, int number) {
    return switch (state + "/" + number) {
      case "42000/1044", "42000/1142", "42000/1143" -> "42501";
      case "42000/1049" -> "3D000";
      case "HY000/1205" -> "HYT00";
      default -> state;
    };
  }

  private static String what(String state, JdbcSourceSettings.Login login) {
    return switch (state) {
      case "42501" -> "does not let user '" + login.user() + "' SELECT this";
      case "42P01", "42S02" -> "has no such table";
      case "42703", "42S22" -> "has no such column";
      case "55P03", "57014", "HYT00" -> "ran into a lock or statement time-out";
      case "40001", "40P01" -> "broke the transaction off for the sake of another";
      case "57P01", "57P02", "57P03" -> "is starting or shutting down";
      default -> ofClass(state, login);
    };
  }

  private static String ofClass(String state, JdbcSourceSettings.Login login) {
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08" -> "cannot be reached";
      case "28" -> "refuses user '" + login.user() + "' with this password";
      case "3D" -> "of this URL does not exist";
      case "0A" -> "or its driver lacks what is needed: JDBC 4.2";
      case "42" -> "cannot run this query";
      case "53" -> "is out of connections, memory or disk space";
      default -> "refused";
    };
  }

  /** A driver may put anything there, and only a code is shown. */
  private static String shown(String state) {
    return state.matches("[0-9A-Z]{5}") ? state : "unknown";
  }
}
