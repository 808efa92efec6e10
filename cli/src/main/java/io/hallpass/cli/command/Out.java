package io.hallpass.cli.command;

import java.io.PrintWriter;

/** Progress: one line that moves on a terminal, plain lines elsewhere. */
final class Out {
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter writer;
  private final boolean terminal;
  private boolean moving;
  private String last = "";

  Out(PrintWriter writer) {
    this.writer = writer;
    this.terminal = System.console() != null && System.getenv("CI") == null;
  }

  /** A line that stays. */
  synchronized void line(String text) {
    if (moving) {
      writer.print(CLEAR);
      moving = false;
    }
    writer.println(text);
    writer.flush();
  }

  /**
   * A line that the next one replaces, on a terminal; elsewhere a line where it differs from the
   * last.
   */
  synchronized void progress(String text) {
    if (text.equals(last)) {
      return;
    }
    last = text;
    if (terminal) {
      writer.print(CLEAR + text);
      writer.flush();
      moving = true;
    } else {
      line(text);
    }
  }
}
