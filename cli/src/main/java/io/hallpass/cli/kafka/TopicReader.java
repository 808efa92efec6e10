package io.hallpass.cli.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics from their beginning to the end they had when the reading began; committed records
 * only.
 */
public final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Endpoints endpoints;

  public TopicReader(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /** The latest value of each key of one partition; keys are text. */
  public Map<String, byte[]> latest(String topic, int partition) {
    Map<String, byte[]> latest = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      read(consumer, List.of(new TopicPartition(topic, partition)), r -> keep(latest, r));
    }
    return latest;
  }

  /** Hands over every record of every partition. */
  public void all(String topic, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      read(consumer, partitions(consumer, topic), to);
    }
  }

  /** Hands over every record of one partition. */
  public void partition(String topic, int partition, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      read(consumer, List.of(new TopicPartition(topic, partition)), to);
    }
  }

  /** Hands over the last records of each partition, at most so many offsets of each. */
  public void last(String topic, int offsets, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      partitions.forEach(p -> consumer.seek(p, Math.max(begins.get(p), ends.get(p) - offsets)));
      readTo(consumer, ends, to);
    }
  }

  /** Where the next committed record of each partition of these topics will stand. */
  public Map<TopicPartition, Long> ends(Collection<String> topics) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return consumer.endOffsets(
          topics.stream().flatMap(topic -> partitions(consumer, topic).stream()).toList());
    }
  }

  /** Hands over every record that stands at one of these offsets or behind it. */
  public void since(Map<TopicPartition, Long> begins, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(begins.keySet());
      begins.forEach(consumer::seek);
      readTo(consumer, consumer.endOffsets(begins.keySet()), to);
    }
  }

  /**
   * Hands over the records that stand at these offsets, as far as they are still there; those of a
   * partition in their order.
   */
  public void at(
      Map<TopicPartition, NavigableSet<Long>> places, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(places.keySet());
      Map<TopicPartition, Long> ends = consumer.endOffsets(places.keySet());
      places.forEach(
          (partition, offsets) -> {
            consumer.assign(List.of(partition));
            Long next = offsets.ceiling(begins.get(partition));
            while (next != null && next < ends.get(partition)) {
              consumer.seek(partition, next);
              for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (offsets.contains(record.offset())) {
                  to.accept(record);
                }
              }
              next = offsets.ceiling(consumer.position(partition));
            }
          });
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(p -> new TopicPartition(topic, p.partition()))
        .toList();
  }

  private static void keep(Map<String, byte[]> latest, ConsumerRecord<byte[], byte[]> r) {
    String key = new String(r.key(), StandardCharsets.UTF_8);
    if (r.value() == null) {
      latest.remove(key);
    } else {
      latest.put(key, r.value());
    }
  }

  private static void read(
      KafkaConsumer<byte[], byte[]> consumer,
      Collection<TopicPartition> partitions,
      Consumer<ConsumerRecord<byte[], byte[]>> to) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    readTo(consumer, consumer.endOffsets(partitions), to);
  }

  private static void readTo(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<byte[], byte[]>> to) {
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(to);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> config = new HashMap<>(endpoints.client());
    config.put("isolation.level", "read_committed");
    config.put("auto.offset.reset", "earliest");
    config.put("enable.auto.commit", false);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
