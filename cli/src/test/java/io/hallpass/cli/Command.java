package io.hallpass.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs the command as a person would and keeps what it says. */
final class Command {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final int exitCode;

  private Command(String... args) {
    exitCode = Hallpass.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  static Command hallpass(String... args) {
    return new Command(args);
  }

  int exitCode() {
    return exitCode;
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
