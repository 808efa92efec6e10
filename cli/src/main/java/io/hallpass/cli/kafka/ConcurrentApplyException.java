package io.hallpass.cli.kafka;

/** Somebody else applied to the district while this one did. */
public final class ConcurrentApplyException extends RuntimeException {
  public ConcurrentApplyException(String district, Throwable cause) {
    super(
        "somebody else applied to "
            + district
            + " at the same time; agree on one folder and apply it again",
        cause);
  }
}
