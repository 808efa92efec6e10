package io.hallpass.cli.command;

/** Somebody asked the command to stop, as with Ctrl-C. */
final class StoppedException extends RuntimeException {
  StoppedException() {
    super("stopped");
  }
}
