package io.hallpass.ingest.edfi;

import io.hallpass.ingest.fileset.FileRow;
import io.hallpass.ingest.fileset.FileRows;
import io.hallpass.ingest.fileset.FileSet;
import io.hallpass.ingest.tree.TreeRows;
import io.hallpass.runtime.topics.ErrorCode;
import java.io.IOException;
import java.util.Iterator;

/**
 * The rows of one interchange file. Where it cannot be read on, a refused row for each resource
 * that the rest may hold is the end of it.
 */
final class InterchangeFileRows implements FileRows {
  private final Iterator<String> unread;

  /** Null where the file could not be opened. */
  private final InterchangeReader reader;

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
