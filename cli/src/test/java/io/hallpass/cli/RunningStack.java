package io.hallpass.cli;

import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.stack.WholeStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A stack for test classes that ask for it by a parameter of type {@link RunningStack}, with
 * districts of names of their own. The next classes use it, too, until it has many districts: each
 * goes on running, and what comes later gets slower.
 */
final class RunningStack implements AutoCloseable {
  /** The secret of its districts. */
  static final String SECRET = "0123456789abcdef0123456789abcdef";

  private static final int MANY = 6;

  private final Path dir;
  private final WholeStack stack;
  private final Path endpoints;
  private final Set<String> applied = ConcurrentHashMap.newKeySet();

  /** Gives it to tests. */
  static final class Extension implements ParameterResolver, AfterAllCallback {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == RunningStack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return store(context).computeIfAbsent(RunningStack.class, type -> new RunningStack());
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
      RunningStack running = store(context).get(RunningStack.class, RunningStack.class);
      if (running != null && running.applied.size() >= MANY) {
        store(context).remove(RunningStack.class);
        running.close();
      }
    }

    private static Store store(ExtensionContext context) {
      return context.getRoot().getStore(Namespace.create(RunningStack.class));
    }
  }

  private RunningStack() {
    try {
      dir = Files.createTempDirectory("hallpass-stack");
      stack = WholeStack.start(dir.resolve("data"), OptionalInt.empty(), true, line -> {});
      endpoints = dir.resolve("endpoints.properties");
      stack.endpoints().write(endpoints);
      Files.writeString(dir.resolve("secrets.properties"), "secret=" + SECRET + "\npg=postgres\n");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a command on this stack. */
  Command on(String... args) {
    if (args[0].equals("apply")) {
      applied.add(String.join(" ", args));
    }
    String[] all =
        Stream.concat(Stream.of(args), Stream.of("--endpoints", endpoints.toString()))
            .toArray(String[]::new);
    return Command.hallpass(all);
  }

  /** A district of this name, whose own warehouse is a schema of this name. */
  TestDistrict district(String name) {
    return new TestDistrict(this, name, dir.resolve("districts").resolve(name));
  }

  /** A reference to one of the test's secrets: {@code secret} or {@code pg}. */
  String secret(String key) {
    return "${file:" + dir.resolve("secrets.properties") + ":" + key + "}";
  }

  /** Makes a database where there is none; its JDBC URL. */
  String database(String name) {
    return stack.database(name);
  }

  /** Where districts and their secrets lie. */
  Path dir() {
    return dir;
  }

  Endpoints endpoints() {
    return stack.endpoints();
  }

  /** The warehouse's JDBC URL, without a login. */
  String warehouse() {
    return stack.database(WholeStack.WAREHOUSE).replaceFirst("[?].*", "");
  }

  /** PostgreSQL's port. */
  String postgresPort() {
    return warehouse().replaceAll(".*:(\\d+)/.*", "$1");
  }

  @Override
  public void close() throws IOException {
    stack.close();
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
