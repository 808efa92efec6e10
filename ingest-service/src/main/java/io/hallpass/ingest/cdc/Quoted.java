package io.hallpass.ingest.cdc;

/** Identifiers as they stand in statements. */
final class Quoted {
  private Quoted() {}

  static String name(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  static String table(CapturedTable table) {
    return name(table.schema()) + "." + name(table.table());
  }
}
