package io.hallpass.local;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** One Kafka node in this JVM, broker and KRaft controller together. */
final class KafkaBroker implements RunningPart {

  private static final int NODE_ID = 1;

  private final KafkaRaftServer server;

  private KafkaBroker(KafkaRaftServer server) {
    this.server = server;
  }

  /** Returns when a topic could be made. */
  static KafkaBroker start(
      Path logDirectory, Ports ports, Map<String, String> overrides, Duration timeout) {
    Map<String, String> settings = settings(logDirectory, ports);
    settings.putAll(overrides);
    KafkaRaftServer server = null;
    try {
      format(logDirectory);
      server = new KafkaRaftServer(KafkaConfig.fromProps(properties(settings)), Time.SYSTEM);
      server.startup();
      awaitUsable(ports.bootstrapServers(), timeout);
      return new KafkaBroker(server);
    } catch (Exception e) {
      if (server != null) {
        server.shutdown();
        server.awaitShutdown();
      }
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new LocalStackException(
          "Kafka did not start on " + ports.bootstrapServers() + ": " + e.getMessage(), e);
    }
  }

  private static void format(Path logDirectory) throws Exception {
    if (Files.exists(logDirectory.resolve("meta.properties"))) {
      return;
    }
    // A directory without the file was left by a first start that did not get far enough to hold
    // anything.
    StackDirectory.deleteRecursively(logDirectory);
    new Formatter()
        .setPrintStream(new PrintStream(new ByteArrayOutputStream(), true))
        .setNodeId(NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(logDirectory.toString())
        .addDirectory(logDirectory.toString())
        .run();
  }

  private static void awaitUsable(String bootstrapServers, Duration timeout) throws Exception {
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(
              List.of(new NewTopic("hallpass.readiness-check", 1, (short) 1)),
              new CreateTopicsOptions().validateOnly(true))
          .all()
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static Properties properties(Map<String, String> settings) {
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  private static Map<String, String> settings(Path logDirectory, Ports ports) {
    String client = "PLAINTEXT://" + ports.bootstrapServers();
    String controller = Ports.HOST + ":" + ports.controller();
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("listeners", client + ",CONTROLLER://" + controller);
    settings.put("advertised.listeners", client);
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", logDirectory.toString());
    // A topic made by a typing error would have the wrong partitions and clean-up.
    settings.put("auto.create.topics.enable", "false");

    // One node: nothing to replicate to, and few partitions, so that it is up soon.
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "8");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");

    // It shares the machine with everything else.
    settings.put("num.network.threads", "3");
    settings.put("num.io.threads", "4");
    settings.put("num.recovery.threads.per.data.dir", "2");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(32 << 20));
    settings.put("group.initial.rebalance.delay.ms", "0");
    return settings;
  }

  @Override
  public void stop() {
    server.shutdown();
    server.awaitShutdown();
  }
}
