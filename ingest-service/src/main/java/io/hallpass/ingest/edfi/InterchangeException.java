package io.hallpass.ingest.edfi;

import java.io.IOException;

/** An interchange file that cannot be read on. Names the place, and shows no text of the file. */
public final class InterchangeException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String at;

  InterchangeException(String at, String problem) {
    super(at + ": " + problem);
    this.at = at;
  }

  /** The place: {@code file:line}. */
  String at() {
    return at;
  }
}
