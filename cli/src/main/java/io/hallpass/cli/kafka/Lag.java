package io.hallpass.cli.kafka;

import io.hallpass.runtime.topics.TopicAdmin;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How many records a consumer group has still to read. */
final class Lag {
  private Lag() {}

  /**
   * Of all partitions of the topics of which it ever said how far it is. A partition of which it
   * never did counts from its beginning, as the group would read it.
   *
   * @return null where that is unknown: the group cannot be read, or has never said anything
   */
  static Long of(TopicAdmin admin, String group) {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      if (committed.isEmpty() || committed.containsValue(null)) {
        return null;
      }
      Set<TopicPartition> partitions = partitions(admin.admin(), committed.keySet());
      Map<TopicPartition, Long> begins = offsets(admin.admin(), partitions, OffsetSpec.earliest());
      Map<TopicPartition, Long> ends = offsets(admin.admin(), partitions, OffsetSpec.latest());
      return partitions.stream()
          .mapToLong(
              partition -> {
                OffsetAndMetadata read = committed.get(partition);
                // What was read may be gone since, and is nothing that is still to be read.
                long next = Math.max(read == null ? 0 : read.offset(), begins.get(partition));
                return Math.max(0, ends.get(partition) - next);
              })
          .sum();
    } catch (ExecutionException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** All partitions of the topics of these. */
  private static Set<TopicPartition> partitions(Admin admin, Set<TopicPartition> some)
      throws ExecutionException, InterruptedException {
    Set<String> topics = some.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    return admin.describeTopics(topics).allTopicNames().get().values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .collect(Collectors.toSet());
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, Set<TopicPartition> partitions, OffsetSpec where)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> where)))
        .all()
        .get()
        .forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }
}
