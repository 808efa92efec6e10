package io.hallpass.ingest.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a full pass is kept apart from those who write meanwhile. Everywhere a row that was read
 * stays as it is; only some databases show all rows as of one moment, others lock what was read,
 * and rows come behind the place that is being read.
 *
 * @param level as {@link Connection#setTransactionIsolation} has it
 * @param snapshot whether all rows are of one moment; false where that is not known
 */
record Isolation(int level, boolean snapshot) {
  /** Of these a query gives all rows as of one moment at such a level, as their manuals say. */
  private static final Set<String> SNAPSHOTS = Set.of("postgresql", "mysql", "mariadb", "oracle");

  /**
   * What a database offers.
   *
   * @throws HeldException where it offers nothing that will do
   */
  static Isolation of(DatabaseMetaData database) throws SQLException, HeldException {
    String product = String.valueOf(database.getDatabaseProductName()).toLowerCase(Locale.ROOT);
    for (int level :
        List.of(Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE)) {
      if (database.supportsTransactionIsolationLevel(level)) {
        return new Isolation(level, SNAPSHOTS.contains(product));
      }
    }
    throw new HeldException(
        List.of("the database offers neither REPEATABLE READ nor SERIALIZABLE transactions"));
  }
}
