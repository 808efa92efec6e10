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
  private static final int PORTS_OF_A_STACK = 5;
  private static final int PORTS = PORTS_OF_A_STACK + 4;

  private final Path dir;
  private final ServiceProcess stack;
  private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
  private final Map<String, Integer> ports = new LinkedHashMap<>();

  /** Of the stack's ports; those of the services come after them. */
  private final int firstPort = freeBlock();

  private Endpoints endpoints;

  private Services(Path dir) throws IOException {
    this.dir = Files.createDirectories(dir);
    String data = dir.resolve("data").toString();
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
            Integer.toString(firstPort));
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
    int port = firstPort + PORTS_OF_A_STACK + ports.size();
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

  /**
   * The first of ports in a row that are free now: below those that are given to outgoing
   * connections, and no other process of these tests looks among the same.
   */
  private static int freeBlock() throws IOException {
    int own = 10_000 + (int) (ProcessHandle.current().pid() % 100) * 100;
    for (int first = own; first < own + 100 - PORTS; first += PORTS) {
      if (free(first)) {
        return first;
      }
    }
    throw new IOException("no " + PORTS + " free ports in a row from " + own + " on");
  }

  private static boolean free(int first) {
    for (int port = first; port < first + PORTS; port++) {
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

  /**
   * What the stack started and its guards end, where it could not: PostgreSQL is nobody's child.
   */
  private List<String> left() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(dir.toString()))
        .toList();
  }
}
