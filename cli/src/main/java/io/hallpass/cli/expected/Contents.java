package io.hallpass.cli.expected;

import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Category;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.sink.table.SqlNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The contents of a warehouse, small enough for any district: how many rows each table has, and of
 * each column how many values and a sum of hashes of key and value, in which no order and no
 * missing, doubled or exchanged value goes unnoticed.
 */
public final class Contents {
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long FNV_BASIS = 0xcbf29ce484222325L;

  private final Map<String, Long> rows = new TreeMap<>();
  private final Map<String, Column> columns = new TreeMap<>();

  private record Column(long values, long sum) {
    static final Column EMPTY = new Column(0, 0);

    Column plus(Column other) {
      return new Column(values + other.values, sum + other.sum);
    }
  }

  /** Counts a row in. */
  public void add(WarehouseRow row) {
    rows.merge(row.table(), 1L, Long::sum);
    row.values().forEach((column, value) -> count(row, column, value.toString()));
    count(row, "(key)", "");
  }

  private void count(WarehouseRow row, String column, String value) {
    Column one = new Column(1, hash(row.key() + '\0' + value));
    columns.merge(row.table() + "." + column, one, Column::plus);
  }

  /** FNV-1a with 64 bits, and murmur3's last step, so that sums of near values are not near. */
  private static long hash(String text) {
    long hash = FNV_BASIS;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  /** All rows together. */
  public long size() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Values by the category of their column. */
  public Map<Category, Long> byCategory(Catalogue catalogue) {
    Map<String, Category> categories = new HashMap<>();
    for (Entity entity : catalogue.entities()) {
      for (Field field : entity.fields()) {
        String column = SqlNames.table(entity.name()) + "." + SqlNames.column(field.name());
        field.category().ifPresent(category -> categories.put(column, category));
      }
    }
    Map<Category, Long> values = new TreeMap<>();
    columns.forEach(
        (name, column) -> {
          if (categories.containsKey(name)) {
            values.merge(categories.get(name), column.values(), Long::sum);
          }
        });
    return values;
  }

  /** A line for each table or column in which {@code found} is not what this is; no values. */
  public List<String> differences(Contents found) {
    List<String> lines = counts(rows, found.rows);
    if (!lines.isEmpty()) {
      return lines;
    }
    TreeSet<String> names = new TreeSet<>(columns.keySet());
    names.addAll(found.columns.keySet());
    for (String name : names) {
      Column wanted = columns.getOrDefault(name, Column.EMPTY);
      Column there = found.columns.getOrDefault(name, Column.EMPTY);
      if (wanted.values() != there.values()) {
        lines.add(name + " has " + there.values() + " values, expected are " + wanted.values());
      } else if (!wanted.equals(there)) {
        lines.add(name + " has as many values as expected, but other ones");
      }
    }
    return lines;
  }

  /** A line for each table that has not as many rows as it must. */
  public static List<String> counts(Map<String, Long> wanted, Map<String, Long> found) {
    List<String> lines = new ArrayList<>();
    TreeSet<String> tables = new TreeSet<>(wanted.keySet());
    tables.addAll(found.keySet());
    for (String table : tables) {
      long expected = wanted.getOrDefault(table, 0L);
      long there = Objects.requireNonNullElse(found.get(table), 0L);
      if (expected != there) {
        lines.add(table + " has " + there + " rows, expected are " + expected);
      }
    }
    return lines;
  }

  /** Rows by table. */
  public Map<String, Long> rows() {
    return java.util.Collections.unmodifiableMap(rows);
  }
}
