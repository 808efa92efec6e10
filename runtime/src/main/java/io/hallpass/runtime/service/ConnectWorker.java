package io.hallpass.runtime.service;

import io.hallpass.runtime.config.ServiceConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;

/** A Kafka Connect distributed worker in this process, with exactly-once for sources. */
public final class ConnectWorker implements AutoCloseable {
  private final Connect<?> connect;

  private ConnectWorker(Connect<?> connect) {
    this.connect = connect;
  }

  /**
   * Starts a worker; returns when its REST interface answers.
   *
   * <p>Left alone, Connect ends the process where it cannot start, and stops itself, in no order
   * with anything else, when the process ends. Both are for whoever started it.
   *
   * @param config {@code httpPort} is where the REST interface listens; 0 for a free port
   * @param group names the Connect cluster; its internal topics begin with it
   * @throws ConnectNotStartedException where it does not
   */
  public static synchronized ConnectWorker start(ServiceConfig config, String group) {
    Exit.setExitProcedure(
        (status, message) -> {
          throw new ConnectNotStartedException(null);
        });
    Exit.setShutdownHookAdder((name, stop) -> {});
    try {
      return new ConnectWorker(new ConnectDistributed().startConnect(settings(config, group)));
    } catch (ConnectNotStartedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ConnectNotStartedException(e);
    } finally {
      Exit.resetShutdownHookAdder();
      Exit.resetExitProcedure();
    }
  }

  private static Map<String, String> settings(ServiceConfig config, String group) {
    Map<String, String> s = new HashMap<>(config.kafka());
    // The worker's own clients read them plain, those of connectors under these prefixes.
    for (String prefix : new String[] {"producer.", "consumer.", "admin."}) {
      config.kafka().forEach((key, value) -> s.put(prefix + key, value));
    }
    s.put("bootstrap.servers", config.bootstrapServers());
    s.put("group.id", group);
    for (String kind : new String[] {"config", "offset", "status"}) {
      s.put(kind + ".storage.topic", group + "." + kind + "s");
      s.put(kind + ".storage.replication.factor", "-1");
    }
    s.put("offset.storage.partitions", "5");
    s.put("status.storage.partitions", "1");
    s.put("exactly.once.source.support", "enabled");
    s.put("key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    s.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    s.put("header.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    s.put("connector.client.config.override.policy", "All");
    s.put("config.providers", "env,file");
    s.put(
        "config.providers.env.class",
        "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
    s.put(
        "config.providers.file.class",
        "org.apache.kafka.common.config.provider.FileConfigProvider");
    s.put("plugin.discovery", "service_load");
    s.put("plugin.path", pluginPath(config.stateDir()));
    s.put("listeners", "http://" + config.httpHost() + ":" + config.httpPort());
    s.put(
        "rest.advertised.host.name",
        config.httpHost().equals("0.0.0.0") ? hostName() : config.httpHost());
    s.put("offset.flush.interval.ms", "1000");
    s.put("scheduled.rebalance.max.delay.ms", "2000");
    s.put("session.timeout.ms", "10000");
    s.put("heartbeat.interval.ms", "3000");
    s.put("producer.linger.ms", "5");
    s.put("producer.batch.size", "131072");
    s.put("producer.compression.type", "lz4");
    return s;
  }

  private static String hostName() {
    try {
      return java.net.InetAddress.getLocalHost().getHostName();
    } catch (java.net.UnknownHostException e) {
      return "localhost";
    }
  }

  /** Connect insists on a plugin path; ours are on the class path, so an empty folder does. */
  private static String pluginPath(Path stateDir) {
    try {
      return Files.createDirectories(stateDir.resolve("connect-plugins"))
          .toAbsolutePath()
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the REST interface answers. */
  public URI url() {
    return connect.rest().advertisedUrl();
  }

  /** Waits until the worker stops. */
  public void awaitStop() {
    connect.awaitStop();
  }

  @Override
  public void close() {
    connect.stop();
    connect.awaitStop();
  }
}
