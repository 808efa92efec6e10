package io.hallpass.runtime;

import io.hallpass.local.LocalStack;
import io.hallpass.local.LocalStackConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One real Kafka, registry and PostgreSQL for all tests that ask for a {@link LocalStack}. */
public final class Stack implements ParameterResolver {
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(Stack.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LocalStack.class;
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
      Path directory = Files.createTempDirectory(Path.of("target"), "stack");
      return new Running(
          LocalStack.start(LocalStackConfig.in(directory).withStartTimeout(Wait.LONGEST)),
          directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stopped, and its files deleted, after the last test. */
  private record Running(LocalStack stack, Path directory) implements AutoCloseable {
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
