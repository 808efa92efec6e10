package io.hallpass.cli.command;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * An orderly stop on Ctrl-C, at any time: holds the end of the process up while what was started is
 * stopped.
 */
final class Stopping {
  /** What a shell says of a command that Ctrl-C ended. */
  private static final int INTERRUPTED = 130;

  /** Longer than a stop takes; then children are ended by their guards. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** How long work may take to notice that it is not wanted any more. */
  private static final Duration NOTICE = Duration.ofSeconds(2);

  private final CompletableFuture<Void> asked = new CompletableFuture<>();
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Work that can be interrupted. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /** What a command does from its start to its end. It stops all that it starts. */
  @FunctionalInterface
  interface Whole {
    void run(Stopping stopping) throws Exception;
  }

  private Stopping() {}

  /**
   * Runs a command; Ctrl-C is a question to it from now on.
   *
   * @return its exit code
   */
  static int run(Out out, Whole whole) throws Exception {
    Stopping stopping = new Stopping();
    Runtime.getRuntime().addShutdownHook(new Thread(stopping::hold, "stop"));
    try {
      whole.run(stopping);
      return stopping.exitCode(out);
    } catch (Exception e) {
      if (!stopping.asked.isDone()) {
        throw e;
      }
      // What fails while everything is being stopped fails for that.
      return stopping.exitCode(out);
    } finally {
      stopping.stopped.countDown();
    }
  }

  private int exitCode(Out out) {
    if (!asked.isDone()) {
      return 0;
    }
    out.line("stopped");
    return INTERRUPTED;
  }

  private void hold() {
    asked.complete(null);
    try {
      if (!stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        // Whoever asked is not kept waiting for ever; what is left is ended by its guards.
        Runtime.getRuntime().halt(INTERRUPTED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * To be called between the steps of a start.
   *
   * @throws StoppedException where somebody asked for the stop
   */
  void check() {
    if (asked.isDone()) {
      throw new StoppedException();
    }
  }

  /** Waits until somebody asks. */
  void await() {
    asked.join();
  }

  /**
   * Runs work in a thread of its own, and comes back when it is done or is not wanted any more: it
   * is interrupted then, and not waited for where it does not notice.
   *
   * @throws StoppedException where somebody asked for the stop
   */
  void during(Work work) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread worker =
        new Thread(
            () -> {
              try {
                work.run();
                done.complete(null);
              } catch (Exception | Error e) {
                done.completeExceptionally(e);
              }
            },
            "work");
    worker.setDaemon(true);
    worker.start();
    try {
      CompletableFuture.anyOf(asked, done).get();
    } catch (ExecutionException e) {
      check();
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    if (asked.isDone()) {
      worker.interrupt();
      worker.join(NOTICE.toMillis());
      throw new StoppedException();
    }
  }
}
