package io.hallpass.normalize.identity;

/**
 * Stored or received bytes are not what this version writes. The message names the place, never the
 * content.
 */
public final class UnreadableException extends RuntimeException {
  /** Names what could not be read, and why. */
  public UnreadableException(String reason) {
    super(reason);
  }
}
