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

  /**
   * Longer than a stop takes; then children are ended by their guards. A machine that is very busy
   * may be told another number of seconds.
   */
  private static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("hallpass.stop.seconds", 60));

  /** How long work is left to end by itself before that which it works with is stopped. */
  private static final Duration NOTICE = Duration.ofSeconds(2);

  private final CompletableFuture<Void> asked = new CompletableFuture<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Thread worker;

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
   * is interrupted then, and where it does not notice soon, {@link #awaitWork} waits for its end.
   *
   * @throws StoppedException where somebody asked for the stop
   */
  void during(Work work) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    worker =
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

  /**
   * Waits until interrupted work has ended, and so writes and says nothing any more. To be called
   * when what it works with has been stopped, since that ends it at the latest.
   */
  void awaitWork() throws InterruptedException {
    if (worker != null) {
      worker.join(PATIENCE.toMillis());
    }
  }
}
