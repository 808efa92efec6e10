package io.hallpass.cli.source;

import java.sql.SQLException;

/**
 * Says why a database could not be used. The server's own words could repeat what was sent to it;
 * its SQLSTATE cannot.
 */
public final class Refusal {
  private Refusal() {}

  /**
   * One line.
   *
   * @param where {@code host:port/database}
   * @param sslMode with which it was tried
   */
  public static String words(String where, String user, String sslMode, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    boolean encrypted = sslMode.equals("require") || sslMode.startsWith("verify-");
    if (state.startsWith("28")) {
      return where + " refuses user '" + user + "' with this password";
    }
    if (state.startsWith("3D")) {
      return where + ": there is no such database";
    }
    if (state.equals("08004")) {
      return where
          + (encrypted
              ? " does not offer the encryption that sslmode " + sslMode + " demands, or"
              : "")
          + " wants another way to log in";
    }
    if (state.startsWith("08")) {
      return where
          + " cannot be reached"
          + (sslMode.startsWith("verify-") ? ", or its certificate is not trusted" : "");
    }
    return where + " refused (SQLSTATE " + state + ")";
  }
}
