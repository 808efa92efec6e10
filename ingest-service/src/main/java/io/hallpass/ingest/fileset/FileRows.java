package io.hallpass.ingest.fileset;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * The rows of one file, from its first to its last. Read twice, an unchanged file gives the same
 * rows in the same order, so that reading can be taken up after the n-th. What cannot be read on
 * gives a last refused row for each resource the file may hold, and ends: nothing is lost silently.
 */
public interface FileRows extends Closeable {
  /**
   * Moves to the next row; false at the end.
   *
   * @throws IOException where reading was hindered, not where the file says something wrong
   */
  boolean next() throws IOException;

  /** The row it stands on. */
  FileRow row();

  /**
   * Where a column of the file stands, collected or not, for {@link #text}; -1 where it is not
   * known.
   */
  default int column(String name) {
    return -1;
  }

  /**
   * What that row has in a column, as it was written, several things with commas between; empty
   * where it has nothing.
   */
  default String text(int column) {
    return "";
  }

  /**
   * Once {@link #next} said that there is none: why there may be rows behind the last one all the
   * same, with the place; empty where the file was read to its end.
   */
  default Optional<String> unread() {
    return Optional.empty();
  }

  /** Where that row begins: {@code file:line}. */
  String at();
}
