package io.hallpass.cli;

import io.hallpass.runtime.config.ConfigException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Says in one line a person understands what went wrong; the stack trace only where it was asked
 * for.
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
      command.getErr().println("hallpass: " + words(failure));
    }
    if (verbose.getAsBoolean()) {
      failure.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return failure instanceof ConfigException ? 2 : 1;
  }

  private static String words(Throwable failure) {
    Throwable last = failure;
    while (last.getMessage() == null && last.getCause() != null) {
      last = last.getCause();
    }
    String message = last.getMessage();
    return message == null
        ? last.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
