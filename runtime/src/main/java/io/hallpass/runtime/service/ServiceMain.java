package io.hallpass.runtime.service;

import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.config.ServiceConfig;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the services' mains share: configuration from a file and the environment, a clean stop, exit
 * codes.
 */
public final class ServiceMain {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);

  private ServiceMain() {}

  /**
   * Runs a service until it is told to stop.
   *
   * @param args none, or {@code --config FILE}
   * @return 0 after a clean stop, 1 where it could not start or had to end, 2 where the
   *     configuration is wrong
   */
  public static int run(String name, String[] args, Function<ServiceConfig, AutoCloseable> start) {
    ServiceConfig config;
    try {
      config = ServiceConfig.load(file(args), System.getenv());
    } catch (ConfigException e) {
      e.problems().forEach(problem -> LOG.error("{}: {}", name, problem));
      return 2;
    }
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  await(stopped);
                },
                "stop-" + name));
    try (AutoCloseable service = start.apply(config)) {
      LOG.info("{}: started", name);
      await(stop);
      return 0;
    } catch (Exception | Error e) {
      LOG.error("{}: {}", name, Causes.named(e) + reason(e));
      return 1;
    } finally {
      stopped.countDown();
    }
  }

  /** A streams service with its health and metrics beside it, where a port is configured. */
  public static AutoCloseable withHealth(ServiceConfig config, DistrictStreams streams) {
    if (config.httpPort() == 0) {
      return streams;
    }
    ServiceMetrics metrics = new ServiceMetrics(streams.step(), streams::streams);
    HealthServer health;
    try {
      health = HealthServer.start(config, streams::states, metrics::scrape);
    } catch (RuntimeException e) {
      metrics.close();
      streams.close();
      throw e;
    }
    return () -> {
      health.close();
      metrics.close();
      streams.close();
    };
  }

  /** Our own exceptions carry no values, so their messages may be said. */
  private static String reason(Throwable e) {
    return e.getClass().getName().startsWith("io.hallpass.") ? ": " + e.getMessage() : "";
  }

  private static Path file(String[] args) {
    if (args.length == 0) {
      return null;
    }
    if (args.length == 2 && args[0].equals("--config")) {
      return Path.of(args[1]);
    }
    throw new ConfigException(java.util.List.of("usage: [--config FILE]"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
