package io.hallpass.ingest.rest;

/**
 * A vendor's API did not give what was asked of it. The message names the resource and says what
 * happened; it never holds a query, a token or anything of an answer's body.
 */
public abstract sealed class RestException extends Exception {
  private RestException(String message) {
    super(message);
  }

  /** It said no, or something that cannot be read: asking again at once would not help. */
  public static final class Refused extends RestException {
    /** In the place of a status: the answer was larger than allowed. */
    public static final int TOO_LARGE = 413;

    /** In the place of a status: the answer came, but cannot be read. */
    public static final int UNREADABLE = 0;

    private final int status;

    /**
     * A refusal.
     *
     * @param what was asked for, such as a resource's name
     * @param status of HTTP, or {@link #UNREADABLE}
     * @param why in words
     */
    public Refused(String what, int status, String why) {
      super(what + ": " + why);
      this.status = status;
    }

    /** The status of HTTP; {@link #UNREADABLE} where the trouble was another. */
    public int status() {
      return status;
    }

    /** Whether the server says that there is no such resource. */
    public boolean unknown() {
      return status == 404 || status == 405 || status == 410;
    }
  }

  /** It is not there, or too busy, however often it was asked: it may be there later. */
  public static final class Away extends RestException {
    /** As {@link Refused}, of all attempts the last. */
    public Away(String what, String why) {
      super(what + ": " + why);
    }
  }
}
