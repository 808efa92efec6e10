package io.hallpass.consent.filter;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The order in which Streams takes what waits in a task's topics: consents and settings count as
 * half a day older than they are, so that a withdrawal does not queue behind a bulk load. Only for
 * latency; nothing is decided by it. Half a day is less than the day after which the stores' topics
 * roll a segment, which is judged by these times.
 */
final class Order implements TimestampExtractor {
  private static final Duration AHEAD = Duration.ofHours(12);

  private final long ahead;

  private Order(Duration ahead) {
    this.ahead = ahead.toMillis();
  }

  static Order first() {
    return new Order(AHEAD);
  }

  static Order then() {
    return new Order(Duration.ZERO);
  }

  @Override
  public long extract(ConsumerRecord<Object, Object> consumed, long partitionTime) {
    // Streams would drop a record with a negative time.
    return Math.max(0, consumed.timestamp() - ahead);
  }
}
