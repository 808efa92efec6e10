package io.hallpass.cli.stack;

import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.consent.ConsentService;
import io.hallpass.local.LocalStack;
import io.hallpass.local.LocalStackConfig;
import io.hallpass.normalize.NormalizeService;
import io.hallpass.runtime.config.ServiceConfig;
import io.hallpass.runtime.service.ConnectWorker;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Kafka, registry, PostgreSQL and the four services, all started by one process. */
public final class WholeStack implements AutoCloseable {
  /** The database that recipients of a local stack may use. */
  public static final String WAREHOUSE = "warehouse";

  /** Its owner; the local PostgreSQL asks nobody for a password. */
  public static final String WAREHOUSE_USER = "hallpass";

  /** Of two steps in one process, the one that has most to do: else a load waits for one core. */
  private static final int NORMALIZE_THREADS = 2;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private volatile boolean starting = true;
  private Endpoints endpoints;
  private LocalStack local;

  private WholeStack() {}

  /**
   * Starts everything; returns when all of it answers.
   *
   * @param dataDir survives restarts
   * @param ports where it listens
   * @param services whether the four services run too; without them Connect's place is only
   *     reserved
   * @param progress takes a line a part
   */
  public static WholeStack start(
      Path dataDir, OptionalInt portBase, boolean services, Consumer<String> progress) {
    return start(dataDir, StackPorts.of(portBase), services, progress, () -> {});
  }

  /**
   * The same, for somebody who may change their mind.
   *
   * @param check called between the parts, by several threads; what it throws ends the start, after
   *     everything that was started has been stopped
   */
  public static WholeStack start(
      Path dataDir, StackPorts ports, boolean services, Consumer<String> progress, Runnable check) {
    WholeStack stack = new WholeStack();
    try {
      stack.open(dataDir, ports, services, progress, check);
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private void open(
      Path dataDir, StackPorts ports, boolean services, Consumer<String> progress, Runnable check) {
    LocalStackConfig config = ports.of(LocalStackConfig.in(dataDir));
    check.run();
    local = push(LocalStack.start(config, line -> up(line, progress, check)));
    starting = false;
    check.run();
    LocalWarehouse.make(local.database(WAREHOUSE), WAREHOUSE, WAREHOUSE_USER);
    String bootstrap = local.endpoints().bootstrapServers();
    String registry = local.endpoints().schemaRegistryUrl();
    if (!services) {
      String none = "http://127.0.0.1:" + ports.connect();
      endpoints =
          new Endpoints(
              bootstrap, registry, none, none, local.endpoints().warehouseJdbcUrl(), Map.of());
      return;
    }
    ServiceConfig service = ServiceConfig.of(bootstrap, registry, dataDir.resolve("streams"));
    push(NormalizeService.start(service.withThreads(NORMALIZE_THREADS)));
    push(ConsentService.start(service));
    progress.accept("normalize and consent are looking for districts");
    check.run();
    ServiceConfig worker =
        new ServiceConfig(
            bootstrap,
            registry,
            dataDir.resolve("connect"),
            1,
            ports.connect(),
            "127.0.0.1",
            128,
            Map.of());
    ConnectWorker connect = push(ConnectWorker.start(worker, "hallpass.connect"));
    progress.accept("Kafka Connect answers at " + connect.url());
    check.run();
    String url = connect.url().toString();
    endpoints =
        new Endpoints(
            bootstrap, registry, url, url, local.endpoints().warehouseJdbcUrl(), Map.of());
  }

  /** A part of the local stack is up, or has stopped. */
  private void up(String line, Consumer<String> progress, Runnable check) {
    progress.accept(line);
    if (starting) {
      check.run();
    }
  }

  private <T extends AutoCloseable> T push(T part) {
    parts.push(part);
    return part;
  }

  /** Where everything is. */
  public Endpoints endpoints() {
    return endpoints;
  }

  /** The JDBC URL of a database in the local PostgreSQL, made where it is not there. */
  public String database(String name) {
    return local.database(name);
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        // The other parts are closed all the same; this one ends with the process.
        org.slf4j.LoggerFactory.getLogger(WholeStack.class)
            .warn("a part did not stop cleanly: {}", io.hallpass.runtime.service.Causes.named(e));
      }
    }
  }
}
