package io.hallpass.sink.table;

import java.util.Locale;

/** Names of the vocabulary as names in the warehouse. */
public final class SqlNames {
  private SqlNames() {}

  /** {@code class-enrollment} → {@code class_enrollment}. */
  public static String table(String entity) {
    return entity.replace('-', '_');
  }

  /** {@code givenName} → {@code given_name}, {@code stateIDNumber} → {@code state_id_number}. */
  public static String column(String field) {
    return field
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** An identifier as SQL text; always quoted, since {@code class} and {@code order} are words. */
  public static String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** A string as SQL text, for statements that take no parameters. */
  public static String literal(String text) {
    return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
