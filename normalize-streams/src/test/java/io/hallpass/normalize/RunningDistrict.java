package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.avro.InMemorySchemaIds;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.runtime.config.References;
import io.hallpass.runtime.settings.Applied;
import io.hallpass.runtime.settings.Setting;
import io.hallpass.runtime.settings.SettingCodec;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.TopicAdmin;
import io.hallpass.runtime.topics.TopicSpec;
import io.hallpass.schemas.Catalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** Normalize of one district with several partitions on a real broker. */
final class RunningDistrict implements AutoCloseable {
  private static final int PARTITIONS = 2;
  static final Duration PATIENCE =
      Duration.ofMinutes(Integer.getInteger("hallpass.wait.minutes", 6));

  private final DistrictTopics topics;
  private final String broker;
  private final Path stateDir;
  private final InMemorySchemaIds ids = new InMemorySchemaIds();
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, GenericRecord> records = new TreeMap<>();
  private KafkaStreams streams;

  RunningDistrict(String name, String broker, Path stateDir) {
    this.topics = new DistrictTopics(name);
    this.broker = broker;
    this.stateDir = stateDir;
    Map<String, Object> client = Map.of("bootstrap.servers", broker);
    List<TopicSpec> specs = new ArrayList<>(TopicSpec.ofDistrict(topics, PARTITIONS));
    specs.add(TopicSpec.rows(topics.raw("roster", "users"), PARTITIONS));
    specs.add(TopicSpec.rows(topics.raw("vendor", "incident"), PARTITIONS));
    try (TopicAdmin admin = new TopicAdmin(client)) {
      admin.create(specs);
    }
    producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    Map<String, Object> reader = new TreeMap<>(client);
    // What was taken back is done again, and a new student then has another id.
    reader.put("isolation.level", "read_committed");
    consumer =
        new KafkaConsumer<>(reader, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        IntStream.range(0, PARTITIONS)
            .mapToObj(partition -> new TopicPartition(topics.records(), partition))
            .toList());
    consumer.seekToBeginning(consumer.assignment());
    start();
  }

  private void start() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.applicationId("normalize"));
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    // How soon the group forgets who was stopped.
    properties.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 6_000);
    properties.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), 1_000);
    NormalizeConfig config =
        new NormalizeConfig(
            topics,
            PARTITIONS,
            new References(Map.of("SECRET", "0123456789abcdef0123456789abcdef")),
            2,
            Duration.ofMillis(10),
            Duration.ofMillis(100));
    streams = new KafkaStreams(NormalizeTopology.of(config, Catalogue.load(), ids), properties);
    streams.start();
  }

  /** Stops as a deployment does, and starts again. */
  void restart() {
    streams.close();
    start();
  }

  void apply(Setting... settings) {
    SettingCodec codec = new SettingCodec(ids);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      for (Setting setting : settings) {
        setting(partition, setting, codec);
      }
      setting(partition, new Applied(Instant.now()), codec);
    }
  }

  private void setting(int partition, Setting setting, SettingCodec codec) {
    byte[] key = setting.key().getBytes(StandardCharsets.UTF_8);
    send(new ProducerRecord<>(topics.settings(), partition, key, codec.encode(setting)));
  }

  /** A vendor's record, wherever the vendor likes to put it. */
  void publish(String source, String resource, int partition, long millis, String json) {
    byte[] value = json.getBytes(StandardCharsets.UTF_8);
    send(new ProducerRecord<>(topics.raw(source, resource), partition, millis, null, value));
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits until a task has committed all that is in the raw topic. */
  void awaitTaken(String source, String resource) {
    String group = topics.applicationId("normalize");
    await(
        "what was published is taken",
        () -> {
          try (TopicAdmin admin = new TopicAdmin(Map.of("bootstrap.servers", broker))) {
            var done =
                admin.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            List<TopicPartition> all =
                IntStream.range(0, PARTITIONS)
                    .mapToObj(p -> new TopicPartition(topics.raw(source, resource), p))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            return all.stream()
                .allMatch(
                    p ->
                        ends.get(p) == 0
                            || done.get(p) != null && done.get(p).offset() >= ends.get(p));
          } catch (ExecutionException e) {
            return false;
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
          }
        });
  }

  /** Waits until the records of an entity are as they should be. */
  void await(String entity, String what, Predicate<List<GenericRecord>> should) {
    await(what, () -> should.test(of(entity)));
  }

  private void await(String what, java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("gave up waiting until " + what).isLessThan(end);
      read();
    }
  }

  private List<GenericRecord> of(String entity) {
    return records.entrySet().stream()
        .filter(e -> e.getKey().contains("/" + entity + "/"))
        .map(Map.Entry::getValue)
        .toList();
  }

  private void read() {
    WireFormat wire = new WireFormat(ids);
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      if (record.value() == null) {
        records.remove(key);
      } else {
        records.put(key, wire.decode(record.value()));
      }
    }
  }

  @Override
  public void close() {
    streams.close();
    producer.close();
    consumer.close();
  }
}
