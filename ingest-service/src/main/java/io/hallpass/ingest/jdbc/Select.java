package io.hallpass.ingest.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that read a resource. Names are quoted as the database does it, so a table or
 * column is reached by the name it has and by no other.
 */
final class Select {
  private final JdbcResource resource;
  private final String quote;
  private final String from;

  private Select(JdbcResource resource, String quote) {
    this.resource = resource;
    this.quote = quote;
    this.from = from("hallpass");
  }

  private String from(String alias) {
    String rows =
        resource.table().isEmpty()
            ? "(" + resource.query() + ")"
            : List.of(resource.table().split("\\.")).stream()
                .map(this::quoted)
                .collect(Collectors.joining("."));
    return rows + " " + alias;
  }

  /** Statements for this database. */
  static Select of(Connection connection, JdbcResource resource) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    String quote = database.getIdentifierQuoteString();
    return new Select(resource, quote == null ? "" : quote.strip());
  }

  /** No row, but every column with its type. */
  String nothing() {
    return "SELECT * FROM " + from + " WHERE 1 = 0";
  }

  /** Every row, ordered by key, so that rows of one key stand side by side. */
  String everything() {
    return "SELECT "
        + columns(resource.selected())
        + " FROM "
        + from
        + " ORDER BY "
        + columns(resource.columns().key());
  }

  /**
   * Rows from a moment on, in the order of change and key. The moment is the only parameter. A row
   * without a key is left to the full pass, which rejects it.
   *
   * @param from whether there is a moment; else every row that has one
   * @param after whether rows of just that moment are left out
   */
  String changed(boolean from, boolean after) {
    return page(since(from, after));
  }

  private String since(boolean from, boolean after) {
    String changed = quoted(resource.changedColumn());
    return from ? changed + (after ? " > ?" : " >= ?") : changed + " IS NOT NULL";
  }

  /** Every row that shares the key of a row of {@link #changed} with another row. */
  String repeated(boolean from, boolean after) {
    List<String> key = resource.columns().key();
    String changed =
        "SELECT DISTINCT " + columns(key) + " FROM " + this.from + " WHERE " + since(from, after);
    String several =
        "SELECT "
            + columns("b", key)
            + " FROM "
            + from("b")
            + " JOIN ("
            + changed
            + ") c ON "
            + same("b", "c", key)
            + " GROUP BY "
            + columns("b", key)
            + " HAVING COUNT(*) > 1";
    return "SELECT "
        + columns("a", resource.selected())
        + " FROM "
        + from("a")
        + " JOIN ("
        + several
        + ") d ON "
        + same("a", "d", key);
  }

  private String same(String one, String other, List<String> key) {
    return key.stream()
        .map(column -> one + "." + quoted(column) + " = " + other + "." + quoted(column))
        .collect(Collectors.joining(" AND "));
  }

  /**
   * The rows after one, in the same order. Parameters are its moment twice, again before each of
   * its key columns but the last, and so on: see {@link #parameters}.
   */
  String following() {
    List<String> columns = new ArrayList<>();
    columns.add(quoted(resource.changedColumn()));
    resource.columns().key().forEach(key -> columns.add(quoted(key)));
    String last = columns.get(columns.size() - 1) + " > ?";
    for (int i = columns.size() - 2; i >= 0; i--) {
      String column = columns.get(i);
      last = column + " >= ? AND (" + column + " > ? OR (" + last + "))";
    }
    return page(last);
  }

  /** The parameters of {@link #following}: the moment and the key columns of the row before. */
  static List<Object> parameters(Object moment, List<Object> key) {
    List<Object> parameters = new ArrayList<>();
    List<Object> all = new ArrayList<>();
    all.add(moment);
    all.addAll(key);
    for (int i = 0; i < all.size() - 1; i++) {
      parameters.add(all.get(i));
      parameters.add(all.get(i));
    }
    parameters.add(all.get(all.size() - 1));
    return parameters;
  }

  private String page(String condition) {
    List<String> key = resource.columns().key();
    String keyed =
        key.stream()
            .map(column -> " AND " + quoted(column) + " IS NOT NULL")
            .collect(Collectors.joining());
    return "SELECT "
        + columns(resource.selected())
        + " FROM "
        + from
        + " WHERE "
        + condition
        + keyed
        + " ORDER BY "
        + quoted(resource.changedColumn())
        + ", "
        + columns(key);
  }

  private String columns(String alias, List<String> names) {
    return names.stream().map(n -> alias + "." + quoted(n)).collect(Collectors.joining(", "));
  }

  private String columns(List<String> names) {
    return names.stream().map(this::quoted).collect(Collectors.joining(", "));
  }

  private String quoted(String name) {
    return quote + (quote.isEmpty() ? name : name.replace(quote, quote + quote)) + quote;
  }
}
