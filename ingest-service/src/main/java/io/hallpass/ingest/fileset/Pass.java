package io.hallpass.ingest.fileset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the rows of one resource in one file, a piece at a time, and hands them over. */
final class Pass implements Closeable {
  /** Gets the rows. */
  interface Rows {
    /** The file was opened; columns can be looked up. */
    default void begin(FileRows file) {}

    /** A row, on which {@code file} stands. */
    void row(FileRows file, FileRow.Taken row);

    /** A row that cannot be taken. */
    default void refused() {}

    /** That was not all, but what follows cannot be read. */
    default void unread(String why) {}

    /** That was all, or all that can be read. */
    void end();
  }

  private final Path path;
  private final PlannedFile file;
  private final String resource;
  private final Rows to;
  private FileSet set;
  private FileRows open;

  /**
   * A pass over a file.
   *
   * @param path of the set that it belongs to
   */
  Pass(Path path, PlannedFile file, String resource, Rows to) {
    this.path = path;
    this.file = file;
    this.resource = resource;
    this.to = to;
  }

  /** Reads at most {@code most} rows; returns how many fewer these were, 0 where there are more. */
  int read(int most) throws IOException {
    if (open == null) {
      set = FileSet.at(path);
      open = file.open(set);
      to.begin(open);
    }
    for (int left = most; left > 0; left--) {
      if (!open.next()) {
        open.unread().ifPresent(to::unread);
        to.end();
        close();
        return left;
      }
      FileRow row = open.row();
      if (row != null && row.resource().equals(resource)) {
        if (row instanceof FileRow.Taken taken) {
          to.row(open, taken);
        } else {
          to.refused();
        }
      }
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
    if (set != null) {
      set.close();
    }
  }
}
