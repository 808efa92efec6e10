package io.hallpass.consent.filter;

/** Where topics end at the moment. */
@FunctionalInterface
public interface LastOffsets {
  /** The offset of the last record of a partition where there is none. */
  long NONE = -1;

  /**
   * The offset of the last committed record of a partition, or {@link #NONE}.
   *
   * @throws org.apache.kafka.common.KafkaException where Kafka does not say
   */
  long last(String topic, int partition);
}
