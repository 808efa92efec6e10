package io.hallpass.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One {@link RunningStack} for all test classes that ask for it. */
final class SharedStack implements ParameterResolver {
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(SharedStack.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningStack.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .computeIfAbsent("stack", key -> start(), Running.class)
        .stack();
  }

  private static Running start() {
    try {
      Path directory = Files.createTempDirectory("hallpass-test").toAbsolutePath();
      return new Running(new RunningStack(directory), directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stopped, and its files deleted, after the last test. */
  private record Running(RunningStack stack, Path directory) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      stack.close();
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
