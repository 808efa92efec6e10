package io.hallpass.local;

/**
 * The local stack could not be started or used; the message says why and, where there is one, what
 * to do about it.
 */
public final class LocalStackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LocalStackException(String message) {
    super(message);
  }

  LocalStackException(String message, Throwable cause) {
    super(message, cause);
  }
}
