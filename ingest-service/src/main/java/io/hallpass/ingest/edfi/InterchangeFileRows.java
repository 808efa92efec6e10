package io.hallpass.ingest.edfi;

import io.hallpass.ingest.fileset.FileRow;
import io.hallpass.ingest.fileset.FileRows;
import io.hallpass.ingest.fileset.FileSet;
import io.hallpass.ingest.tree.TreePath;
import io.hallpass.ingest.tree.TreeRows;
import io.hallpass.runtime.topics.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The rows of one interchange file. Where it cannot be read on, a refused row for each resource
 * that the rest may hold is the end of it.
 */
final class InterchangeFileRows implements FileRows {
  private final Iterator<String> unread;

  /** Null where the file could not be opened. */
  private final InterchangeReader reader;

  private final List<TreePath> columns = new ArrayList<>();
  private FileRow row;

  /** Where it could not be read on, or null. */
  private String broken;

  private InterchangeFileRows(InterchangeFile file, InterchangeReader reader, String broken) {
    this.unread = file.resources().stream().sorted().iterator();
    this.reader = reader;
    this.broken = broken;
  }

  static InterchangeFileRows of(InterchangeFile file, FileSet set) throws IOException {
    try {
      return new InterchangeFileRows(file, file.reader(set), null);
    } catch (InterchangeException e) {
      return new InterchangeFileRows(file, null, e.at());
    }
  }

  @Override
  public boolean next() throws IOException {
    if (broken == null) {
      try {
        boolean more = reader.next();
        row = more ? row(reader.resource(), reader.row()) : null;
        return more;
      } catch (InterchangeException e) {
        broken = e.at();
      }
    }
    boolean more = unread.hasNext();
    row = more ? new FileRow.Refused(unread.next(), ErrorCode.UNREADABLE_ROW, null, null) : null;
    return more;
  }

  private static FileRow row(String resource, TreeRows.Result result) {
    if (result instanceof TreeRows.Result.Row row) {
      return new FileRow.Taken(resource, row.key(), row.value());
    }
    TreeRows.Result.Refused no = (TreeRows.Result.Refused) result;
    return new FileRow.Refused(resource, no.code(), no.field(), no.value());
  }

  @Override
  public FileRow row() {
    return row;
  }

  /** Of those only that {@code intake} names is everything kept that they look at. */
  @Override
  public int column(String name) {
    if (name.isEmpty()) {
      return -1;
    }
    columns.add(TreePath.of(name));
    return columns.size() - 1;
  }

  @Override
  public String text(int column) {
    if (column < 0 || broken != null) {
      return "";
    }
    String text = columns.get(column).text(reader.element());
    return text == null ? "" : text.replace(TreePath.SEPARATOR, ',');
  }

  @Override
  public String at() {
    return broken == null ? reader.at() : broken;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
