package io.hallpass.consent.filter;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Asks Kafka. A partition's end offset is not enough: behind the last record there may be the marks
 * of transactions, and records of aborted ones, which nobody will ever be handed.
 */
public final class KafkaLastOffsets implements LastOffsets {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long FIRST_STEP = 100;

  private final Map<String, Object> client;

  /** Asks with these settings of a Kafka client, {@code bootstrap.servers} among them. */
  public KafkaLastOffsets(Map<String, Object> client) {
    this.client = new HashMap<>(client);
    this.client.put("isolation.level", "read_committed");
    this.client.put("enable.auto.commit", false);
  }

  @Override
  public long last(String topic, int partition) {
    TopicPartition place = new TopicPartition(topic, partition);
    List<TopicPartition> places = List.of(place);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(places);
      long begin = consumer.beginningOffsets(places, PATIENCE).get(place);
      long end = consumer.endOffsets(places, PATIENCE).get(place);
      long last = NONE;
      long from = end;
      for (long step = FIRST_STEP; last == NONE && from > begin; step *= 10) {
        long upTo = from;
        from = Math.max(begin, end - step);
        last = last(consumer, place, from, upTo);
      }
      return last;
    }
  }

  private static long last(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition place, long from, long upTo) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long last = NONE;
    consumer.seek(place, from);
    while (consumer.position(place) < upTo) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        last = record.offset();
      }
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("the end of " + place + " was not reached");
      }
    }
    return last;
  }
}
