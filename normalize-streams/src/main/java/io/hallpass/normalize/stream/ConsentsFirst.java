package io.hallpass.normalize.stream;

import io.hallpass.runtime.topics.RawHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Settings first, then consents, then the rest by their time: Streams takes the oldest record at
 * hand. This is for latency; nothing's safety depends on it. A vendor's own record without a
 * position keeps its time, which is its position.
 */
public final class ConsentsFirst implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    String topic = record.topic();
    if (topic.endsWith(".control.settings")) {
      return 0;
    }
    if (topic.endsWith("-consents")) {
      return 1;
    }
    if (topic.endsWith(".consents") && RawHeaders.position(record.headers()).isPresent()) {
      return 1;
    }
    return Math.max(record.timestamp(), 2);
  }
}
