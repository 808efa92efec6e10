package io.hallpass.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A stack in a JVM of its own, so that a test can kill that JVM. Its main method is what runs
 * there.
 */
final class StackInAnotherJvm implements AutoCloseable {

  private final Process jvm;
  private final Path log;

  private StackInAnotherJvm(Process jvm, Path log) {
    this.jvm = jvm;
    this.log = log;
  }

  public static void main(String[] arguments) throws Exception {
    LocalStack.start(config(Path.of(arguments[0])));
    Files.createFile(Path.of(arguments[1]));
    new CountDownLatch(1).await();
  }

  /** The parts that are processes of their own. */
  static LocalStackConfig config(Path dataDir) {
    return LocalStackConfig.in(dataDir)
        .withParts(Part.POSTGRES, Part.REGISTRY)
        .withStartTimeout(Patience.LONGEST);
  }

  static StackInAnotherJvm launch(Path dataDir, Path scratch) throws IOException {
    Path log = Files.createTempFile(scratch, "jvm-", ".log");
    Path ready = log.resolveSibling(log.getFileName() + ".ready");
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-cp",
                System.getProperty("java.class.path"),
                StackInAnotherJvm.class.getName(),
                dataDir.toString(),
                ready.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    StackInAnotherJvm stack = new StackInAnotherJvm(jvm, log);
    stack.awaitReadyOrEnd(ready);
    return stack;
  }

  private void awaitReadyOrEnd(Path ready) throws IOException {
    long deadline = System.nanoTime() + Patience.LONGEST.toNanos();
    while (!Files.exists(ready) && jvm.isAlive()) {
      assertThat(System.nanoTime())
          .as("ready in time; its output: %s", output())
          .isLessThan(deadline);
      awaitEnd(Duration.ofMillis(50));
    }
  }

  boolean awaitEnd(Duration patience) {
    try {
      return jvm.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  boolean isAlive() {
    return jvm.isAlive();
  }

  String output() throws IOException {
    return Files.readString(log);
  }

  /** As {@code kill -9}. */
  void kill() {
    jvm.destroyForcibly();
    assertThat(awaitEnd(Patience.LONGEST)).isTrue();
  }

  /**
   * Kills the JVM and the shells that would clean up after it: as if the whole session had been
   * killed.
   */
  void killWithGuards() {
    List<ProcessHandle> guards =
        jvm.toHandle()
            .children()
            .filter(child -> arguments(child).contains("hallpass-guard"))
            .toList();
    assertThat(guards).hasSize(2);
    guards.forEach(ProcessHandle::destroyForcibly);
    kill();
  }

  private static List<String> arguments(ProcessHandle process) {
    return process.info().arguments().map(List::of).orElse(List.of());
  }

  @Override
  public void close() {
    kill();
  }
}
