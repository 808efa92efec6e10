package io.hallpass.ingest.connect;

import java.util.concurrent.TimeUnit;

/** A thread that a task started beside Connect's. */
public final class OwnThread {
  /** As long as Connect waits for a task before it starts another one in its place. */
  private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(5);

  private OwnThread() {}

  /**
   * Interrupts it and waits until it has ended, so that it does nothing beside the one that comes
   * after it; not for ever, where what it does cannot be interrupted.
   */
  public static void end(Thread thread) {
    thread.interrupt();
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
