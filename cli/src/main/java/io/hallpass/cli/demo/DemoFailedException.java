package io.hallpass.cli.demo;

/** A fact the demo wanted to show did not come true. */
public final class DemoFailedException extends RuntimeException {
  DemoFailedException(String message) {
    super(message);
  }
}
