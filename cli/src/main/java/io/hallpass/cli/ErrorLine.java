package io.hallpass.cli;

import io.hallpass.runtime.config.ConfigException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Says in one line a person understands what went wrong; the stack trace only where it was asked
 * for. Neither repeats what a library said.
 */
final class ErrorLine implements IExecutionExceptionHandler {
  private final BooleanSupplier verbose;

  ErrorLine(BooleanSupplier verbose) {
    this.verbose = verbose;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure instanceof ConfigException config) {
      config.problems().forEach(problem -> command.getErr().println(problem));
    } else {
      command.getErr().println("hallpass: " + OwnWords.line(failure));
    }
    if (verbose.getAsBoolean()) {
      OwnWords.trace(failure, command.getErr());
    }
    command.getErr().flush();
    return failure instanceof ConfigException ? 2 : 1;
  }
}
