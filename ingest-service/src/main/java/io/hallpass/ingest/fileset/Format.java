package io.hallpass.ingest.fileset;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * How the files of a set are written. Everything else about sets (that they are there and quiet,
 * held, continued, ended, archived) does not depend on it. Used by one thread.
 */
public interface Format {
  /** The resources that are collected, in the order in which they are counted. */
  List<String> resources();

  /** The key columns of a resource, with commas between, for messages. */
  String key(String resource);

  /** What is collected and how files are read: with another text, the same files are read again. */
  String collected();

  /** The paths of the files that matter, as far as they are there. Reads none of them. */
  List<String> paths(FileSet set);

  /**
   * Looks at what will be read.
   *
   * @param wanted the resources to be read; problems with files of others are none
   * @throws HeldException with every reason why they cannot be read
   * @throws IOException where looking was hindered
   */
  SetPlan plan(FileSet set, Set<String> wanted) throws IOException, HeldException;
}
