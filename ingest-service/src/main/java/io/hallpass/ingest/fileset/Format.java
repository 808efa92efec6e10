package io.hallpass.ingest.fileset;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** The file that has a resource, for messages. */
  default String file(String resource) {
    return resource;
  }

  /** The same files, of which only keys are collected; empty where there is no such thing. */
  default Optional<Format> keysOnly() {
    return Optional.empty();
  }

  /** How many rows the set itself says that it has, by resource, as far as it says so. */
  default Map<String, Long> stated(FileSet set) throws IOException {
    return Map.of();
  }

  /**
   * How files are written and called now. It is kept with each set that was taken, so that {@link
   * #then} can read it when that was changed.
   */
  default String written() {
    return "";
  }

  /**
   * Reads what is collected now of a set that was taken: as its files were written and called then,
   * in whatever version of the standard. What it does not have is no problem.
   *
   * @param written what {@link #written} said then; empty where nobody knows
   */
  Format then(String written);

  /** What is collected and how files are read: with another text, the same files are read again. */
  String collected();

  /** The paths of the files that matter, as far as they are there. Reads none of them. */
  List<String> paths(FileSet set);

  /** Those of them that must be whole for these resources to be read. */
  default List<String> paths(FileSet set, Set<String> wanted) {
    return paths(set);
  }

  /** Whether any of them may have any resource; a set without one of them then says less. */
  default boolean anyFile() {
    return false;
  }

  /**
   * Looks at what will be read.
   *
   * @param wanted the resources to be read; problems with files of others are none
   * @throws HeldException with every reason why they cannot be read
   * @throws IOException where looking was hindered
   */
  SetPlan plan(FileSet set, Set<String> wanted) throws IOException, HeldException;
}
