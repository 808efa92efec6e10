package io.hallpass.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Processes that an earlier stack left behind because its JVM was killed. They are looked for only
 * under the stack's lock, so no living stack can own them.
 */
final class Leftovers {

  /** PostgreSQL's "fast" shutdown: end sessions, write a checkpoint, stop. */
  static final String POSTMASTER_FAST_STOP = "INT";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Leftovers() {}

  static void stop(StackDirectory directory, Progress progress) {
    if (stopRegistry(directory)) {
      progress.line("Stopped a schema registry left over from an earlier run");
    }
    if (stopPostgres(directory)) {
      progress.line("Stopped a PostgreSQL server left over from an earlier run");
    }
  }

  static boolean stopRegistry(StackDirectory directory) {
    try {
      Optional<ProcessHandle> leftover =
          ProcessMark.read(directory.registryPid())
              .flatMap(
                  mark ->
                      Processes.find(
                          mark.pid(),
                          RegistryCommand.marker(directory),
                          Instant.ofEpochMilli(mark.startedMillis())));
      leftover.ifPresent(
          process -> {
            process.destroy();
            Processes.awaitEnd(process, PATIENCE);
          });
      Files.deleteIfExists(directory.registryPid());
      return leftover.isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException("A leftover registry could not be looked for", e);
    }
  }

  static boolean stopPostgres(StackDirectory directory) {
    try {
      Optional<ProcessHandle> leftover = postmaster(directory);
      leftover.ifPresent(
          process -> {
            Processes.signal(process, POSTMASTER_FAST_STOP);
            Processes.awaitEnd(process, PATIENCE);
          });
      return leftover.isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException("A leftover PostgreSQL server could not be looked for", e);
    }
  }

  /**
   * The server that runs on the stack's data, found through PostgreSQL's own file: line 1 is its
   * process number, line 3 its start in seconds since 1970.
   */
  static Optional<ProcessHandle> postmaster(StackDirectory directory) throws IOException {
    if (!Files.exists(directory.postmasterPid())) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(directory.postmasterPid());
    if (lines.size() < 3) {
      return Optional.empty();
    }
    try {
      return Processes.find(
          Long.parseLong(lines.get(0).strip()),
          directory.postgres().toString(),
          Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip())));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
