package io.hallpass.synthetic.sis;

import io.hallpass.synthetic.sis.SisChanges.Operation;
import io.hallpass.synthetic.sis.SisChanges.RowChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Makes changes of rows in the SIS. An update names only the columns that change. */
public final class SisWriter {
  private SisWriter() {}

  /** Makes all these changes, and says what the database holds then, in one transaction. */
  public static void apply(Connection connection, List<RowChange> changes, SisMark then)
      throws SQLException {
    Transactions.run(
        connection,
        () -> {
          for (RowChange change : changes) {
            one(connection, change);
          }
          try (Statement statement = connection.createStatement()) {
            then.write(statement);
          }
        });
  }

  private static void one(Connection connection, RowChange change) throws SQLException {
    SisTable table = change.table();
    List<Object> values = new ArrayList<>();
    String sql;
    if (change.operation() == Operation.INSERT) {
      String marks = table.columns().stream().map(c -> "?").collect(Collectors.joining(", "));
      sql = "INSERT INTO " + table.qualified() + " VALUES (" + marks + ")";
      values.addAll(change.after().values());
    } else if (change.operation() == Operation.DELETE) {
      sql = "DELETE FROM " + table.qualified() + where(table);
      values.addAll(change.before().key());
    } else {
      List<String> changed =
          table.columns().stream()
              .filter(c -> !Objects.equals(change.before().value(c), change.after().value(c)))
              .toList();
      String set = changed.stream().map(c -> c + " = ?").collect(Collectors.joining(", "));
      sql = "UPDATE " + table.qualified() + " SET " + set + where(table);
      changed.forEach(c -> values.add(change.after().value(c)));
      values.addAll(change.before().key());
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      if (statement.executeUpdate() != 1) {
        throw new SQLException("one row was to change: " + sql);
      }
    }
  }

  private static String where(SisTable table) {
    return table.key().stream()
        .map(c -> c + " = ?")
        .collect(Collectors.joining(" AND ", " WHERE ", ""));
  }
}
