package io.hallpass.cli.spine;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One service, or the stack under it, as a process of its own that can be killed and started again.
 */
final class ServiceProcess implements AutoCloseable {
  private final String name;
  private final List<String> command;
  private final Path log;
  private Process process;

  ServiceProcess(String name, Path logs, String heap, String main, String... args) {
    this.name = name;
    this.log = logs.resolve(name + ".log");
    this.command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    // Short-lived processes: the time to compile well is longer than they live.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dhallpass.stop.seconds=600");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(List.of(args));
  }

  /** A service with a configuration file of its own. */
  static ServiceProcess service(
      String name, Path dir, String main, Map<String, String> config, String... options)
      throws IOException {
    List<String> lines = new ArrayList<>();
    config.forEach((key, value) -> lines.add(key + "=" + value));
    Path file = Files.write(dir.resolve(name + ".properties"), lines);
    ServiceProcess process =
        new ServiceProcess(name, dir, "512m", main, "--config", file.toString());
    process.command.addAll(1, List.of(options));
    return process;
  }

  void start() throws IOException {
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  /** As {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean alive() {
    return process != null && process.isAlive();
  }

  /** True once an HTTP request there is answered with 200. */
  static boolean answers(String url) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(Wait.LONGEST.toMinutes(), TimeUnit.MINUTES)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
