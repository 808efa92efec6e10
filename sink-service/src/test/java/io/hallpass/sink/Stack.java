package io.hallpass.sink;

import io.hallpass.local.LocalStack;
import io.hallpass.local.LocalStackConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One real stack for all tests; each test that asks for a database gets one of its own. */
public final class Stack implements ParameterResolver {
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(Stack.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestDatabase.class || type == LocalStack.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    LocalStack stack =
        context
            .getRoot()
            .getStore(STORE)
            .computeIfAbsent("stack", key -> start(), Running.class)
            .stack();
    return parameter.getParameter().getType() == LocalStack.class
        ? stack
        : new TestDatabase(stack.database("t" + UUID.randomUUID().toString().replace("-", "")));
  }

  private static Running start() {
    try {
      Path directory = Files.createTempDirectory(Path.of("target"), "stack");
      return new Running(
          LocalStack.start(LocalStackConfig.in(directory).withStartTimeout(Until.LONGEST)),
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
