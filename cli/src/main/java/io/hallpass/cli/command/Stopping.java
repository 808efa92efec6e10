package io.hallpass.cli.command;

import java.util.concurrent.CountDownLatch;

/** A clean stop on Ctrl-C: says that it is time, and waits until all is stopped. */
final class Stopping {
  private Stopping() {}

  static void onShutdown(CountDownLatch stop, CountDownLatch stopped) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  try {
                    stopped.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "stop"));
  }
}
