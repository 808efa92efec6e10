package io.hallpass.runtime.service;

import io.hallpass.runtime.config.ServiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.Topology;

/**
 * A service in a JVM of its own, logging as it would in a container, to see how that JVM ends. Its
 * main method is what runs there: the streams of a step, or what the first argument names.
 */
final class ServiceInAnotherJvm implements AutoCloseable {
  private final Process jvm;
  private final Path log;

  private ServiceInAnotherJvm(Process jvm, Path log) {
    this.jvm = jvm;
    this.log = log;
  }

  public static void main(String[] args) {
    System.exit(ServiceMain.run("copy", new String[0], config -> service(args[0], config)));
  }

  private static AutoCloseable service(String kind, ServiceConfig config) {
    return switch (kind) {
      case "streams" -> DistrictStreams.start(config, "copy", (t, n, ids) -> new Topology());
      case "connect" -> ConnectWorker.start(config, "test.connect");
      case "error" -> throw new NoClassDefFoundError("Kestrel");
      case "idle" -> () -> System.out.println("closed");
      default -> throw new IllegalArgumentException(kind);
    };
  }

  static ServiceInAnotherJvm launch(Path dir, String kind, Map<String, String> environment)
      throws IOException {
    Path log = dir.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=../docker/logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                ServiceInAnotherJvm.class.getName(),
                kind)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new ServiceInAnotherJvm(builder.start(), log);
  }

  /** The exit code, or -1 where it does not end within two minutes. */
  int exitCode() throws InterruptedException {
    return jvm.waitFor(2, TimeUnit.MINUTES) ? jvm.exitValue() : -1;
  }

  List<String> lines() throws IOException {
    return Files.readAllLines(log);
  }

  /** As {@code kill}. */
  void terminate() {
    jvm.destroy();
  }

  @Override
  public void close() {
    jvm.destroyForcibly();
  }
}
