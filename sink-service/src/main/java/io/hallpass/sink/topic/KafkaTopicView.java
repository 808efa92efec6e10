package io.hallpass.sink.topic;

import io.hallpass.sink.topic.TopicState.Reach;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Asks a Kafka cluster. */
public final class KafkaTopicView implements TopicView {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Admin admin;
  private final String topic;
  private final String group;

  /**
   * A view of one topic; nothing is asked yet.
   *
   * @param client settings of Kafka's admin client
   * @param group the consumer group in which the sink reports its offsets
   */
  public KafkaTopicView(Map<String, Object> client, String topic, String group) {
    this.admin = Admin.create(client);
    this.topic = topic;
    this.group = group;
  }

  @Override
  public TopicState state() {
    TopicDescription description =
        await(admin.describeTopics(Set.of(topic)).topicNameValues().get(topic));
    Set<Integer> numbers = new java.util.TreeSet<>();
    description.partitions().forEach(partition -> numbers.add(partition.partition()));
    Map<Integer, Long> starts = offsets(numbers, OffsetSpec.earliest());
    Map<TopicPartition, OffsetAndMetadata> reported =
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<Integer, Long> ends = ends(numbers);
    Map<Integer, Reach> reaches = new HashMap<>();
    for (int number : numbers) {
      OffsetAndMetadata offset = reported.get(new TopicPartition(topic, number));
      reaches.put(
          number,
          new Reach(starts.get(number), ends.get(number), offset == null ? -1 : offset.offset()));
    }
    Uuid id = description.topicId();
    return new TopicState(
        new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()),
        reaches,
        deleteRetention());
  }

  @Override
  public Map<Integer, Long> ends(Set<Integer> partitions) {
    return offsets(partitions, OffsetSpec.latest());
  }

  private Map<Integer, Long> offsets(Set<Integer> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(number -> asked.put(new TopicPartition(topic, number), spec));
    Map<TopicPartition, ListOffsetsResultInfo> answer =
        await(
            admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all());
    Map<Integer, Long> offsets = new HashMap<>();
    answer.forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
    return offsets;
  }

  private Duration deleteRetention() {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    String millis =
        await(admin.describeConfigs(Set.of(resource)).values().get(resource))
            .get(TopicConfig.DELETE_RETENTION_MS_CONFIG)
            .value();
    return Duration.ofMillis(Long.parseLong(millis));
  }

  private <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicUnavailableException("interrupted while asking about topic " + topic, e);
    } catch (ExecutionException e) {
      throw new TopicUnavailableException(
          "Kafka does not say what there is to know about topic " + topic, e.getCause());
    }
  }

  @Override
  public void close() {
    admin.close(PATIENCE);
  }
}
