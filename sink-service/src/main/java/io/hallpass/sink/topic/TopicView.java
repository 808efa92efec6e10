package io.hallpass.sink.topic;

import java.util.Map;
import java.util.Set;

/** What a sink asks Kafka about its topic. */
public interface TopicView extends AutoCloseable {
  /**
   * The topic as it is now.
   *
   * @throws TopicUnavailableException where Kafka does not answer; worth another try
   */
  TopicState state();

  /**
   * The ends of these partitions, behind the last committed record.
   *
   * @throws TopicUnavailableException where Kafka does not answer; worth another try
   */
  Map<Integer, Long> ends(Set<Integer> partitions);

  @Override
  void close();
}
