package io.hallpass.synthetic.sis;

/** A database holds something else than the SIS that was to be made or changed there. */
public final class SisMismatchException extends RuntimeException {
  /** The message is for people, and says what is there. */
  public SisMismatchException(String message) {
    super(message);
  }
}
