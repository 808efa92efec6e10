package io.hallpass.sink.topic;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * What Kafka says of a released topic.
 *
 * @param topicId differs when a topic is deleted and made again under its old name
 * @param partitions by number, all of them
 * @param deleteRetention how long a tombstone can be read at least
 */
public record TopicState(UUID topicId, Map<Integer, Reach> partitions, Duration deleteRetention) {
  /**
   * What can be read of a partition.
   *
   * @param start the first offset there is
   * @param end the offset behind the last committed record
   * @param reported the offset this sink last reported to Kafka; -1 for none
   */
  public record Reach(long start, long end, long reported) {}

  public TopicState {
    partitions = Map.copyOf(partitions);
  }
}
