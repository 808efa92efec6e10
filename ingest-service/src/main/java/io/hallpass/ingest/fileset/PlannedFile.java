package io.hallpass.ingest.fileset;

import java.io.IOException;
import java.util.Set;

/** A file that will be read. Holds no open file. */
public interface PlannedFile {
  /** Which resources its rows may be of. */
  Set<String> resources();

  /**
   * Opens it.
   *
   * @param set the one it was planned for
   * @throws IOException also where it is another file than the one that was looked at
   */
  FileRows open(FileSet set) throws IOException;
}
