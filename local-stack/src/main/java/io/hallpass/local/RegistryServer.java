package io.hallpass.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Apicurio Registry as a child process; its content is in the stack's PostgreSQL server. */
final class RegistryServer implements RunningPart {

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Process process;
  private final Guard guard;
  private final Path pidFile;

  private RegistryServer(Process process, Guard guard, Path pidFile) {
    this.process = process;
    this.guard = guard;
    this.pidFile = pidFile;
  }

  /** Returns when the list of subjects was answered. */
  static RegistryServer start(
      StackDirectory directory, Path program, Ports ports, String jdbcUrl, Duration timeout) {
    RegistryServer server = null;
    try {
      server = launch(directory, program, ports, jdbcUrl);
      server.awaitAnswer(URI.create(ports.registryUrl() + "/subjects"), timeout);
      return server;
    } catch (IOException | InterruptedException | LocalStackException e) {
      if (server != null) {
        server.stop();
      }
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new LocalStackException(
          "The schema registry did not start on port "
              + ports.registry()
              + ": "
              + e.getMessage()
              + StackDirectory.tail(directory.registryLog(), 25),
          e);
    }
  }

  private static RegistryServer launch(
      StackDirectory directory, Path program, Ports ports, String jdbcUrl) throws IOException {
    Process process =
        new ProcessBuilder(RegistryCommand.of(program, directory, ports.registry(), jdbcUrl))
            .directory(directory.registry().toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(directory.registryLog().toFile()))
            .start();
    Guard guard = Guard.over(process.toHandle(), "TERM");
    ProcessMark.of(process.toHandle()).write(directory.registryPid());
    return new RegistryServer(process, guard, directory.registryPid());
  }

  private void awaitAnswer(URI subjects, Duration timeout) throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    HttpRequest request = HttpRequest.newBuilder(subjects).timeout(Duration.ofSeconds(5)).build();
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!answers(client, request)) {
      if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new LocalStackException("it ended with exit code " + process.exitValue());
      }
      if (System.nanoTime() > deadline) {
        throw new LocalStackException(
            "no answer from " + subjects + " within " + timeout.toSeconds() + " s");
      }
    }
  }

  private static boolean answers(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      // Not listening yet.
      return false;
    }
  }

  @Override
  public void stop() {
    process.destroy();
    Processes.awaitEnd(process.toHandle(), STOP_PATIENCE);
    guard.release();
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new LocalStackException("The registry's process file could not be deleted", e);
    }
  }
}
