package io.hallpass.synthetic.sis;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs work in a transaction and leaves the connection's mode as it was. */
final class Transactions {
  private Transactions() {}

  interface Work {
    void run() throws SQLException;
  }

  static void run(Connection connection, Work work) throws SQLException {
    boolean before = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try {
      work.run();
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(before);
    }
  }
}
