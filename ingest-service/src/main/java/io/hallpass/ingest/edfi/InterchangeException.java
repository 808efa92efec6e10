package io.hallpass.ingest.edfi;

import java.io.IOException;

/** An interchange file that cannot be read on. Names the place, and shows no text of the file. */
public final class InterchangeException extends IOException {
  private static final long serialVersionUID = 1L;

  InterchangeException(String at, String problem) {
    super(at + ": " + problem);
  }
}
