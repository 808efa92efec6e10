package io.hallpass.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What lies where in a stack's data directory. */
record StackDirectory(Path root) {

  private static final String MARK =
      "Hallpass keeps a local stack in this directory, and deletes in it what it made.\n";

  /**
   * Makes the directory, where it is not there, and what every start needs in it. A start deletes
   * what an interrupted one left, so it must be certain that all of it is a stack's own: the marker
   * is the first thing that is written.
   *
   * @throws LocalStackException if the directory holds something and no marker
   */
  StackDirectory create() {
    try {
      Files.createDirectories(root);
      List<Path> content = content();
      if (!content.isEmpty() && !content.contains(marker())) {
        throw new LocalStackException(
            "The data directory "
                + root
                + " holds files and is not a stack's: it has no "
                + marker().getFileName()
                + ". Choose a new or an empty directory.");
      }
      if (content.isEmpty()) {
        Files.writeString(marker(), MARK);
      }
      Files.createDirectories(logs());
      Files.createDirectories(registry());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("The data directory " + root + " could not be made", e);
    }
  }

  /** One look, so that of two first starts at once neither refuses because of the other. */
  private List<Path> content() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.toList();
    }
  }

  /** Present in every directory that a stack made or found empty. */
  Path marker() {
    return root.resolve("hallpass.stack");
  }

  Path lock() {
    return root.resolve("stack.lock");
  }

  /** Says which process holds the lock. */
  Path lockHolder() {
    return root.resolve("stack.pid");
  }

  Path ports() {
    return root.resolve("ports.properties");
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  /** Present once the database cluster has been made completely. */
  Path postgresComplete() {
    return root.resolve("postgres.complete");
  }

  /** PostgreSQL's own file with the process number of its postmaster. */
  Path postmasterPid() {
    return postgres().resolve("postmaster.pid");
  }

  /** Working directory of the registry; it keeps nothing there. */
  Path registry() {
    return root.resolve("registry");
  }

  Path registryPid() {
    return registry().resolve("registry.pid");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path postgresLog() {
    return logs().resolve("postgresql.log");
  }

  Path registryLog() {
    return logs().resolve("registry.log");
  }

  /** The end of a log for an error message, or nothing if there is none. */
  static String tail(Path log, int lines) {
    try {
      List<String> all = Files.exists(log) ? Files.readAllLines(log) : List.of();
      List<String> last = all.subList(Math.max(0, all.size() - lines), all.size());
      return last.isEmpty() ? "" : "\nLast lines of " + log + ":\n  " + String.join("\n  ", last);
    } catch (IOException | UncheckedIOException e) {
      return "\n(" + log + " could not be read)";
    }
  }

  static void deleteRecursively(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
