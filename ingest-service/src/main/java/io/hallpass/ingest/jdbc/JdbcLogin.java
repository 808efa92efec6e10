package io.hallpass.ingest.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;

/** Connects to a vendor's database, only to read. */
public final class JdbcLogin {
  private static final int SILENCE_MILLIS = 600_000;

  private JdbcLogin() {}

  /**
   * Connects.
   *
   * @param as how the database's people see the connection named, where the driver can say it
   * @throws HeldException where no driver is there for this URL
   */
  public static Connection connect(JdbcSourceSettings.Login login, String as)
      throws SQLException, HeldException {
    Properties properties = DriverSettings.of(login, as);
    Connection connection = driver(login).connect(login.url(), properties);
    if (connection == null) {
      throw noDriver();
    }
    try {
      connection.setReadOnly(true);
      silence(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The driver manager would not see drivers that lie with a plugin of Connect. */
  private static Driver driver(JdbcSourceSettings.Login login) throws SQLException, HeldException {
    for (Driver driver : ServiceLoader.load(Driver.class, JdbcLogin.class.getClassLoader())) {
      if (driver.acceptsURL(login.url())) {
        return driver;
      }
    }
    throw noDriver();
  }

  private static HeldException noDriver() {
    return new HeldException(
        List.of("no JDBC driver for this URL is on the class path of the Connect worker"));
  }

  /** A server that went away without a word must not hold the task for ever. */
  private static void silence(Connection connection) throws SQLException {
    try {
      connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
    } catch (SQLFeatureNotSupportedException e) {
      // Then the driver's own limit counts, which the URL may set.
    }
  }
}
