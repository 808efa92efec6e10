package io.hallpass.cli.spine;

import io.hallpass.cli.kafka.Endpoints;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The whole product as five processes: the stack under it and the four services. */
final class Services implements AutoCloseable {
  private final Path dir;
  private final ServiceProcess stack;
  private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private Endpoints endpoints;

  private Services(Path dir) throws IOException {
    this.dir = Files.createDirectories(dir);
    String data = dir.resolve("data").toString();
    String port = Integer.toString(freeBlock());
    this.stack =
        new ServiceProcess(
            "stack",
            dir,
            "900m",
            "io.hallpass.cli.Hallpass",
            "dev",
            "--no-services",
            "--data",
            data,
            "--port-base",
            port);
  }

  /**
   * Starts all of it.
   *
   * @param options for each service's JVM
   */
  static Services start(Path dir, String... options) throws IOException {
    Services all = new Services(dir);
    all.startStack();
    all.add("normalize", "io.hallpass.normalize.Main", options);
    all.add("consent", "io.hallpass.consent.Main", options);
    all.add("ingest", "io.hallpass.ingest.Main", options);
    all.add("sink", "io.hallpass.sink.Main", options);
    all.endpoints =
        new Endpoints(
            all.endpoints.bootstrapServers(),
            all.endpoints.schemaRegistryUrl(),
            all.url("ingest"),
            all.url("sink"),
            all.endpoints.warehouseJdbcUrl(),
            Map.of());
    all.startAgain();
    return all;
  }

  private void startStack() throws IOException {
    Path file = dir.resolve("data").resolve("endpoints.properties");
    Files.deleteIfExists(file);
    stack.start();
    Wait.until("the stack to be up", () -> Files.exists(file) && stack.alive());
    Endpoints found = Endpoints.read(file);
    if (endpoints == null) {
      endpoints = found;
    }
  }

  private void add(String name, String main, String... options) throws IOException {
    int port = freePort();
    ports.put(name, port);
    Map<String, String> config =
        Map.of(
            "bootstrap.servers", endpoints.bootstrapServers(),
            "schema.registry.url", endpoints.schemaRegistryUrl(),
            "state.dir", dir.resolve("state-" + name).toString(),
            "http.port", Integer.toString(port));
    services.put(name, ServiceProcess.service(name, dir, main, config, options));
  }

  void awaitConnect() {
    Wait.until(
        "both Connect workers to answer",
        () -> ServiceProcess.answers(endpoints.connectUrl() + "/connectors"));
    Wait.until(
        "both Connect workers to answer",
        () -> ServiceProcess.answers(endpoints.sinkConnectUrl() + "/connectors"));
  }

  /** Where a service answers: health and metrics, or Connect's REST interface. */
  String url(String name) {
    return "http://127.0.0.1:" + ports.get(name);
  }

  /** kill -9 of one service. */
  void kill(String name) {
    services.get(name).kill();
  }

  /** kill -9 of everything; only the stack is started again. */
  void killAll() throws IOException {
    services.values().forEach(ServiceProcess::kill);
    stack.kill();
    startStack();
  }

  /** Starts the services that do not run. */
  void startAgain() throws IOException {
    for (ServiceProcess service : services.values()) {
      if (!service.alive()) {
        service.start();
      }
    }
    awaitConnect();
  }

  List<String> names() {
    return List.copyOf(services.keySet());
  }

  Endpoints endpoints() {
    return endpoints;
  }

  /** The JDBC URL of a database, made where it is not there. */
  String database(String name) {
    String server = endpoints.warehouseJdbcUrl();
    try (Connection connection = DriverManager.getConnection(server);
        Statement statement = connection.createStatement()) {
      boolean there =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'").next();
      if (!there) {
        statement.execute("CREATE DATABASE " + name);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("database " + name, e);
    }
    return server.replace("/postgres?", "/" + name + "?");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The first of five ports in a row that are free now. */
  private static int freeBlock() throws IOException {
    for (int attempt = 0; attempt < 50; attempt++) {
      int first = 20_000 + (int) (Math.random() * 10_000);
      if (free(first)) {
        return first;
      }
    }
    throw new IOException("no five free ports in a row");
  }

  private static boolean free(int first) {
    for (int port = first; port < first + 5; port++) {
      try (ServerSocket socket = new ServerSocket(port)) {
        socket.setReuseAddress(true);
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    services.values().parallelStream().forEach(ServiceProcess::close);
    stack.close();
    Wait.until("every process of this stack to be gone", () -> left().isEmpty());
  }

  /** What the stack started and its guards end, where it could not: PostgreSQL is nobody's child. */
  private List<String> left() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(dir.toString()))
        .toList();
  }
}
