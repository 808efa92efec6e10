package io.hallpass.consent.mask;

/**
 * A value that cannot be masked, so must not be released: its bytes are not what its schema says,
 * or its schema has a field that cannot be withheld. Says nothing of the content.
 */
public final class UnreadableException extends RuntimeException {
  UnreadableException(String message) {
    super(message, null, false, false);
  }
}
