package io.hallpass.normalize.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Settings first, then consents, then the rest by their time: Streams takes the oldest record at
 * hand. This is for latency; nothing's safety depends on it.
 */
public final class ConsentsFirst implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    String topic = record.topic();
    if (topic.endsWith(".control.settings")) {
      return 0;
    }
    if (topic.endsWith("-consents") || topic.endsWith(".consents")) {
      return 1;
    }
    return Math.max(record.timestamp(), 2);
  }
}
