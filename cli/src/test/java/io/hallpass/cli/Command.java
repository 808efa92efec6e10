package io.hallpass.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs the command as a person would and keeps what it says. */
public final class Command {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final int exitCode;

  private Command(String... args) {
    exitCode = Hallpass.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  /** Runs it to its end. */
  public static Command hallpass(String... args) {
    return new Command(args);
  }

  public int exitCode() {
    return exitCode;
  }

  public String out() {
    return out.toString();
  }

  public String err() {
    return err.toString();
  }
}
