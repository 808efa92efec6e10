package io.hallpass.ingest.fileset;

import java.io.IOException;
import java.util.Set;

/** A file that will be read. Holds no open file. */
public interface PlannedFile {
  /** Which resources its rows may be of. */
  Set<String> resources();

  /**
   * Whether it was read to its end when it was planned; otherwise that has to be done before a row
   * of it is sent.
   */
  boolean readToItsEnd();

  /**
   * Opens it.
   *
   * @param set the one it was planned for
   * @throws IOException also where it is another file than the one that was looked at
   */
  FileRows open(FileSet set) throws IOException;
}
