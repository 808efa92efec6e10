package io.hallpass.cli.spine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Looks at every byte a broker holds: all topics, Connect's and Kafka's own among them, aborted
 * transactions too; keys, values, names and values of headers.
 */
public final class EveryByte {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> client;

  /** The bytes of this broker. */
  public EveryByte(String bootstrapServers) {
    this.client = Map.of("bootstrap.servers", bootstrapServers);
  }

  /** Sees one part of one record. */
  public interface Visitor {
    /**
     * A part that is there.
     *
     * @param part {@code a key}, {@code a value}, {@code a header's name} or {@code header} and its
     *     name
     */
    void see(String topic, String part, byte[] bytes);
  }

  /** Hands over every part of every record. */
  public void each(Visitor visitor) {
    Set<String> topics = topics();
    // A scan that saw none of them would prove nothing.
    if (!topics.contains("__consumer_offsets")) {
      throw new AssertionError("Kafka's own topics were not listed: " + topics);
    }
    read(topics, record -> parts(record.topic(), record, visitor));
  }

  private static void parts(String topic, ConsumerRecord<byte[], byte[]> record, Visitor visitor) {
    see(topic, "a key", record.key(), visitor);
    see(topic, "a value", record.value(), visitor);
    for (Header header : record.headers()) {
      see(topic, "a header's name", header.key().getBytes(StandardCharsets.UTF_8), visitor);
      see(topic, "header " + header.key(), header.value(), visitor);
    }
  }

  private static void see(String topic, String part, byte[] bytes, Visitor visitor) {
    if (bytes != null) {
      visitor.see(topic, part, bytes);
    }
  }

  /**
   * Looks for something in every part of every record.
   *
   * @param found what is found in these bytes, in words that may be shown
   * @throws AssertionError naming the topic and the part where something is found
   */
  public void holdNo(Function<byte[], Optional<String>> found) {
    each(
        (topic, part, bytes) ->
            found
                .apply(bytes)
                .ifPresent(
                    what -> {
                      throw new AssertionError("topic " + topic + ": " + part + " holds " + what);
                    }));
  }

  /** All topics. */
  Set<String> topics() {
    try (Admin admin = Admin.create(client)) {
      return new TreeSet<>(
          admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get());
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Hands over every record of a topic, committed or not. */
  void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    read(Set.of(topic), to);
  }

  /** The same of several, with one consumer: a district has dozens of topics. */
  private void read(Set<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("isolation.level", "read_uncommitted");
    config.put("enable.auto.commit", false);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
      ends.values().removeIf(end -> end == 0);
      while (!ends.isEmpty()) {
        consumer.poll(POLL).forEach(to);
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      }
    }
  }
}
