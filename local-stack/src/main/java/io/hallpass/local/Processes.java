package io.hallpass.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Finds and ends processes. */
final class Processes {

  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(20);

  private Processes() {}

  /**
   * The process of that number, if it is the one meant and not a later one that got the same
   * number.
   *
   * @param argument a command line argument that only the process meant has
   * @param started when the process meant was started; decides only where the system hides command
   *     lines
   */
  static Optional<ProcessHandle> find(long pid, String argument, Instant started) {
    return ProcessHandle.of(pid)
        .filter(Processes::runs)
        .filter(
            process ->
                process
                    .info()
                    .arguments()
                    .map(arguments -> Arrays.asList(arguments).contains(argument))
                    .orElseGet(() -> startedAt(process, started)));
  }

  private static boolean startedAt(ProcessHandle process, Instant expected) {
    return process
        .info()
        .startInstant()
        .map(actual -> Duration.between(expected, actual).abs().compareTo(CLOCK_TOLERANCE) <= 0)
        .orElse(false);
  }

  /** Sends a signal by its name, for example {@code INT}; does nothing if the process is gone. */
  static void signal(ProcessHandle process, String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the end of a process, kills it after the patience is over, and waits for that. */
  static void awaitEnd(ProcessHandle process, Duration patience) {
    if (!ended(process, patience)) {
      process.destroyForcibly();
      ended(process, Duration.ofSeconds(10));
    }
  }

  /** {@link ProcessHandle#onExit()} looks at another program's child only every few seconds. */
  private static boolean ended(ProcessHandle process, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (runs(process)) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }

  /**
   * Whether a process is alive and not a zombie, as in a container whose first process collects no
   * orphans.
   */
  static boolean runs(ProcessHandle process) {
    return process.isAlive() && !isZombie(process.pid());
  }

  private static boolean isZombie(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // "number (name) state …", and the name may hold anything.
      return stat.startsWith(") Z", stat.lastIndexOf(')'));
    } catch (IOException e) {
      // No such file system, or gone by now.
      return false;
    }
  }
}
