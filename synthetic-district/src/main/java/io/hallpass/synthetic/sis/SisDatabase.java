package io.hallpass.synthetic.sis;

import io.hallpass.synthetic.SyntheticDistrict;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Makes the SIS: its schema {@code sis} in a PostgreSQL database, filled through {@code COPY}. */
public final class SisDatabase {
  private static final int BUFFER = 1 << 16;

  private SisDatabase() {}

  /** The statements that make the empty tables. */
  public static String ddl() {
    try (InputStream in =
        SisDatabase.class.getResourceAsStream("/io/hallpass/synthetic/northstar.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes and fills the schema {@code sis}, which must not exist, in one transaction.
   *
   * @param connection to PostgreSQL; committed, its auto-commit mode is as before
   * @return rows written to each table
   */
  public static Map<SisTable, Long> create(Connection connection, SyntheticDistrict district)
      throws SQLException {
    Map<SisTable, Long> written = new EnumMap<>(SisTable.class);
    Transactions.run(
        connection,
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(ddl());
            SisMark.of(district).write(statement);
          }
          for (SisTable table : SisTable.values()) {
            written.put(table, copy(connection, table, district));
          }
        });
    return written;
  }

  private static long copy(Connection connection, SisTable table, SyntheticDistrict district)
      throws SQLException {
    String sql =
        "COPY " + table.qualified() + " (" + String.join(", ", table.columns()) + ") FROM STDIN";
    long rows = 0;
    PGCopyOutputStream out =
        new PGCopyOutputStream(connection.unwrap(PGConnection.class), sql, BUFFER);
    try (Writer text =
            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
        Stream<SisRow> all = table.rows(district)) {
      for (Iterator<SisRow> each = all.iterator(); each.hasNext(); rows++) {
        line(text, each.next());
      }
    } catch (IOException e) {
      throw new SQLException("copying to " + table.qualified() + " failed", e);
    }
    return rows;
  }

  private static void line(Writer text, SisRow row) throws IOException {
    boolean first = true;
    for (Object value : row.values()) {
      if (!first) {
        text.write('\t');
      }
      first = false;
      if (value == null) {
        text.write("\\N");
      } else {
        escape(text, value.toString());
      }
    }
    text.write('\n');
  }

  private static void escape(Writer text, String value) throws IOException {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.write("\\\\");
        case '\t' -> text.write("\\t");
        case '\n' -> text.write("\\n");
        case '\r' -> text.write("\\r");
        default -> text.write(c);
      }
    }
  }
}
