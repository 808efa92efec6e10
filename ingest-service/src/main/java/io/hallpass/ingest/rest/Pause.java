package io.hallpass.ingest.rest;

import java.util.concurrent.TimeUnit;

/** Waits; in tests it only says how long it would have. */
@FunctionalInterface
public interface Pause {
  /** The machine's own time. */
  Pause REAL = TimeUnit.MILLISECONDS::sleep;

  /** Waits so many milliseconds. */
  void millis(long millis) throws InterruptedException;
}
