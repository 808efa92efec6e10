package io.hallpass.cli;

import io.hallpass.cli.spine.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command in a JVM of its own, which can be sent a signal. */
final class CommandProcess implements AutoCloseable {
  private static final int INTERRUPTED = 130;
  private static final int TERMINATED = 143;

  private final Path dir;
  private final Path output;
  private final Process process;
  private List<ProcessHandle> children = List.of();

  /**
   * Starts it.
   *
   * @param dir for its temporary files and its output
   */
  CommandProcess(Path dir, String... args) throws IOException {
    this.dir = dir;
    this.output = dir.resolve("output.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx900m",
                "-XX:TieredStopAtLevel=1",
                "-Dhallpass.stop.seconds=600",
                "-Djava.io.tmpdir=" + dir,
                "-cp",
                System.getProperty("java.class.path"),
                Hallpass.class.getName()));
    command.addAll(List.of(args));
    this.process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
  }

  /** Waits until it has said this. */
  void awaitLine(String text) {
    Wait.until(
        "'" + text + "'",
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("it ended, and said " + output());
          }
          return output().contains(text);
        });
  }

  /**
   * As Ctrl-C does, but to this process alone. Where this one ignores that signal, as whatever a
   * shell starts in the background does, so do the processes it starts: it is sent the other
   * request to end.
   *
   * @return the exit code that a process asked so should have
   */
  int interrupt() throws IOException, InterruptedException {
    children = process.descendants().toList();
    boolean ignored = ignoresInterrupts();
    String signal = ignored ? "-TERM" : "-INT";
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    return ignored ? TERMINATED : INTERRUPTED;
  }

  private static boolean ignoresInterrupts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  /** Its exit code, once it has ended. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(Wait.LONGEST.toMinutes(), TimeUnit.MINUTES)) {
      throw new AssertionError("it does not end");
    }
    return process.exitValue();
  }

  /** Processes that it started, at whatever remove, and that run still. */
  List<String> left() {
    List<String> left = new ArrayList<>();
    children.stream().filter(ProcessHandle::isAlive).forEach(child -> left.add(child.toString()));
    ProcessHandle.allProcesses()
        .filter(other -> other.pid() != process.pid())
        .flatMap(other -> other.info().commandLine().stream())
        .filter(line -> line.contains(dir.toString()))
        .forEach(left::add);
    return left;
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
