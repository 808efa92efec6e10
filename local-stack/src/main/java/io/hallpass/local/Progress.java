package io.hallpass.local;

/**
 * Hears, one line at a time, how far a start or stop has come. Called from several threads, never
 * concurrently.
 */
@FunctionalInterface
public interface Progress {

  /** One line for a person to read, without a line end. */
  void line(String text);

  /** Hears nothing. */
  static Progress silent() {
    return text -> {};
  }
}
