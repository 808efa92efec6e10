package io.hallpass.sink.delivery;

import static io.hallpass.sink.table.SqlNames.quote;

import io.hallpass.sink.copy.CopyBuffer;
import io.hallpass.sink.copy.RowKey;
import io.hallpass.sink.table.Column;
import io.hallpass.sink.table.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes to one table, in one database session: rows go by binary {@code COPY} to a temporary table
 * that PostgreSQL empties on commit, and from there into the table, all at once.
 */
final class TableWriter {
  private static final int CHUNK = 1 << 17;

  private final Connection connection;
  private final String name;
  private final String copy;
  private final String upsert;
  private final String delete;
  private final int keys;

  TableWriter(Connection connection, Table table) throws SQLException {
    this.connection = connection;
    this.name = table.schema() + "." + table.name();
    this.keys = table.keys().size();
    // Without a schema, since PostgreSQL looks among temporary tables first.
    String staging = quote("staging_" + table.name());
    String all = Table.list(table.columns());
    this.copy = "COPY " + staging + " (" + all + ") FROM STDIN (FORMAT binary)";
    this.upsert =
        "INSERT INTO %s (%s) SELECT %s FROM %s ON CONFLICT (%s) DO %s"
            .formatted(
                table.qualified(), all, all, staging, Table.list(table.keys()), onConflict(table));
    this.delete = delete(table);
    String columns =
        table.columns().stream()
            .map(column -> quote(column.name()) + " " + column.type().sql())
            .collect(Collectors.joining(", "));
    try (Statement ddl = connection.createStatement()) {
      ddl.execute("CREATE TEMP TABLE " + staging + " (" + columns + ") ON COMMIT DELETE ROWS");
    } catch (SQLException e) {
      throw new WarehouseException("making a temporary table for " + name, e);
    }
  }

  private static String onConflict(Table table) {
    List<Column> values = table.values();
    if (values.isEmpty()) {
      return "NOTHING";
    }
    return "UPDATE SET "
        + values.stream()
            .map(column -> quote(column.name()) + " = EXCLUDED." + quote(column.name()))
            .collect(Collectors.joining(", "));
  }

  private static String delete(Table table) {
    List<Column> keys = table.keys();
    String arrays = keys.stream().map(key -> "?::uuid[]").collect(Collectors.joining(", "));
    String match =
        keys.stream()
            .map(key -> "t.%1$s = gone.%1$s".formatted(quote(key.name())))
            .collect(Collectors.joining(" AND "));
    return "DELETE FROM %s AS t USING unnest(%s) AS gone (%s) WHERE %s"
        .formatted(table.qualified(), arrays, Table.list(keys), match);
  }

  /** Deletes, inserts and updates, within the session's transaction. */
  void write(TableChanges changes) {
    try {
      if (!changes.deletes().isEmpty()) {
        delete(changes.deletes());
      }
      if (changes.hasRows()) {
        copy(changes.rows());
        try (Statement statement = connection.createStatement()) {
          statement.execute(upsert);
        }
      }
    } catch (SQLException e) {
      throw new WarehouseException("writing table " + name, e);
    }
  }

  private void copy(CopyBuffer rows) throws SQLException {
    CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
    for (int at = 0; at < rows.size(); at += CHUNK) {
      in.writeToCopy(rows.array(), at, Math.min(CHUNK, rows.size() - at));
    }
    in.endCopy();
  }

  private void delete(List<RowKey> gone) throws SQLException {
    List<Object[]> ids = new ArrayList<>();
    if (keys == 2) {
      ids.add(gone.stream().map(RowKey::studentId).toArray());
    }
    ids.add(gone.stream().map(RowKey::recordId).toArray());
    try (PreparedStatement statement = connection.prepareStatement(delete)) {
      for (int i = 0; i < ids.size(); i++) {
        statement.setArray(i + 1, connection.createArrayOf("uuid", ids.get(i)));
      }
      statement.executeUpdate();
    }
  }
}
