package io.hallpass.ingest.cdc;

import io.hallpass.ingest.row.Fingerprint;
import io.hallpass.runtime.config.ConfigException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Looks after the replication slot of a source. */
final class Slots implements AutoCloseable {
  private static final int LONGEST_READ_MILLIS = 600_000;

  private static final String PUBLISHED =
      "WITH tables AS (SELECT r.oid, r.prrelid, r.prattrs FROM pg_publication p JOIN pg_publication_rel r"
          + " ON r.prpubid = p.oid WHERE p.pubname = ?)"
          + " SELECT oid || ' ' || prrelid FROM tables UNION ALL"
          + " SELECT 'partition ' || t.relid::oid || ' '"
          + " || coalesce(pg_relation_filenode(t.relid), 0)"
          + " FROM tables, pg_partition_tree(tables.prrelid) t WHERE t.level > 0 UNION ALL"
          + " SELECT 'column ' || a.attrelid || ' ' || a.attnum || ' ' || a.xmin"
          + " FROM tables JOIN pg_class c ON c.oid = tables.prrelid"
          + " JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " JOIN unnest(?::text[], ?::text[], ?::text[]) AS collected (schema, name, field)"
          + " ON collected.schema = n.nspname AND collected.name = c.relname"
          + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = collected.field"
          + " WHERE tables.prattrs IS NULL ORDER BY 1";

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
      return CdcPublication.look(connection, settings).isEmpty()
          ? List.of()
          : List.of(
              "publication "
                  + settings.publication()
                  + " does not publish what is collected; hallpass apply mends it");
    } catch (ConfigException e) {
      return e.problems();
    }
  }

  /**
   * Every table with rows that share a key. Reads the tables of which the database does not see to
   * that.
   */
  List<String> sharedKeys(List<CapturedTable> tables) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, LONGEST_READ_MILLIS);
    return SharedKeys.problems(connection, tables);
  }

  /**
   * Tells apart what was published at one time and at another, whoever changed it: PostgreSQL gives
   * a table that is put into a publication, a table that is made, and the rows of a partition that
   * is emptied a number of their own. A partition's coming, going and emptying is not in the log of
   * its table.
   *
   * <p>Nor is it that a column was rewritten or replaced by another of its name. Of a table with a
   * column list PostgreSQL refuses the one and takes the table out of the publication for the
   * other; of one that is published whole only the column's place and the transaction that
   * described it last say so.
   */
  String published(PostgresCdcSettings settings) throws SQLException {
    List<String> numbers = new ArrayList<>();
    List<String[]> collected =
        settings.tables().stream()
            .flatMap(
                table ->
                    table.columns().columns().stream()
                        .map(field -> new String[] {table.schema(), table.table(), field}))
            .toList();
    try (PreparedStatement query = connection.prepareStatement(PUBLISHED)) {
      query.setString(1, settings.publication());
      for (int i = 0; i < 3; i++) {
        int part = i;
        Object[] texts = collected.stream().map(names -> names[part]).toArray();
        query.setArray(2 + i, connection.createArrayOf("text", texts));
      }
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          numbers.add(found.getString(1));
        }
      }
    }
    return Fingerprint.of(numbers);
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

  /** The same where nobody reads from it. */
  void dropUnused() throws SQLException {
    String sql =
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
            + " WHERE slot_name = ? AND NOT active";
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
