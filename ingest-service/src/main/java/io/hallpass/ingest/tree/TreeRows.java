package io.hallpass.ingest.tree;

import io.hallpass.ingest.row.JsonBytes;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.runtime.topics.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes flat rows of nested records: of each the collected columns, as text, as they were written.
 * Not for use by several threads.
 */
public final class TreeRows {
  private final List<TreePath> columns;
  private final List<TreePath> keys;
  private final byte[][] names;
  private final byte[][] keyNames;
  private final JsonBytes json = new JsonBytes();

  /** What became of a record. */
  public sealed interface Result {
    /** A row, with its key. */
    record Row(byte[] key, byte[] value) implements Result {
      @Override
      public String toString() {
        return "row";
      }
    }

    /**
     * It could not be taken.
     *
     * @param field the column at fault, or null
     * @param value the collected row, or null where it is no text
     */
    record Refused(ErrorCode code, String field, byte[] value) implements Result {
      @Override
      public String toString() {
        return code + (field == null ? "" : " in " + field);
      }
    }
  }

  /**
   * Rows of these columns.
   *
   * @throws IllegalArgumentException where a column is no {@link TreePath}; see {@link #problems}
   */
  public TreeRows(RowColumns collected) {
    columns = collected.columns().stream().map(TreePath::of).toList();
    keys = collected.key().stream().map(TreePath::of).toList();
    names = RowColumns.names(collected.columns());
    keyNames = RowColumns.names(collected.key());
  }

  /** What is wrong with columns as paths, each beginning with {@code where}. */
  public static List<String> problems(String where, RowColumns collected) {
    List<String> problems = new ArrayList<>();
    for (String column : collected.columns()) {
      try {
        TreePath.of(column);
      } catch (IllegalArgumentException e) {
        problems.add(where + ": " + e.getMessage());
      }
    }
    return problems;
  }

  /**
   * The children of a record's root that some column looks at; whatever stands under other names
   * need not be read.
   */
  public Set<String> roots() {
    return columns.stream()
        .flatMap(column -> column.roots().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The row of a record. */
  public Result of(Tree record) {
    byte[] value = object(record, columns, names);
    if (!json.readable()) {
      return new Result.Refused(ErrorCode.UNREADABLE_ROW, null, null);
    }
    for (TreePath key : keys) {
      String text = key.text(record);
      if (text == null || text.isBlank()) {
        return new Result.Refused(ErrorCode.MISSING_KEY, key.column(), value);
      }
    }
    return new Result.Row(object(record, keys, keyNames), value);
  }

  private byte[] object(Tree record, List<TreePath> paths, byte[][] fields) {
    json.begin();
    for (int i = 0; i < fields.length; i++) {
      json.field(fields[i]);
      json.text(paths.get(i).text(record));
    }
    return json.end();
  }
}
