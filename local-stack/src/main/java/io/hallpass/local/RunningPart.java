package io.hallpass.local;

/** A part that has answered since it was started. */
interface RunningPart {

  /** Stops the part in good order and waits until it is gone. */
  void stop();
}
