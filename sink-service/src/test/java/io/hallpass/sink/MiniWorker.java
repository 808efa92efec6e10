package io.hallpass.sink;

import io.hallpass.schemas.Catalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Drives a task as Connect's worker does: opens partitions, polls from its position, rewinds where
 * the task asks for it, delivers the same batch again after a retriable failure, reports offsets.
 */
final class MiniWorker implements SinkTaskContext, AutoCloseable {
  private final ReleasedTopic topic;
  private final Set<TopicPartition> assignment;
  private final WarehouseSinkTask task;
  private final Map<String, String> config;
  private final Map<TopicPartition, Long> positions =
      new TreeMap<>((a, b) -> a.partition() - b.partition());
  private final Map<TopicPartition, Long> rewinds = new HashMap<>();
  private List<SinkRecord> undelivered = List.of();
  private boolean commitRequested;

  MiniWorker(Map<String, String> config, ReleasedTopic topic, Catalogue catalogue) {
    this(config, topic, catalogue, IntStream.range(0, topic.size()).boxed().toList());
  }

  MiniWorker(
      Map<String, String> config,
      ReleasedTopic topic,
      Catalogue catalogue,
      List<Integer> partitions) {
    this.config = config;
    this.topic = topic;
    this.assignment =
        partitions.stream()
            .map(number -> new TopicPartition(ReleasedTopic.NAME, number))
            .collect(Collectors.toSet());
    this.task = new WarehouseSinkTask(catalogue, c -> topic.schemas, c -> topic);
  }

  /** Configuration of a sink of everything in the small vocabulary. */
  static Map<String, String> config(TestDatabase database) {
    Map<String, String> config = new HashMap<>(WarehouseSinkConnector.requiredConsumerOverrides());
    config.put("name", "acme-warehouse");
    config.put("topics", ReleasedTopic.NAME);
    config.put("warehouse.jdbc.url", database.url());
    config.put("warehouse.user", "postgres");
    config.put("warehouse.schema", "acme");
    config.put("warehouse.columns", Vocabulary.ALL_COLUMNS);
    config.put("warehouse.freshness.interval.ms", "1");
    config.put("schema.registry.url", "http://unused");
    config.put("kafka.bootstrap.servers", "unused:1");
    return config;
  }

  static Map<String, String> config(TestDatabase database, String key, String value) {
    Map<String, String> config = config(database);
    config.put(key, value);
    return config;
  }

  /** Starts the task and opens its partitions at the offsets reported earlier. */
  MiniWorker start() {
    task.initialize(this);
    task.start(config);
    assignment.forEach(
        partition ->
            positions.put(partition, topic.reported.getOrDefault(partition.partition(), 0L)));
    task.open(assignment);
    rewind();
    return this;
  }

  /** One turn: at most {@code most} records of each partition; returns how many there were. */
  int poll(int most) {
    rewind();
    if (undelivered.isEmpty()) {
      undelivered = new ArrayList<>();
      positions.forEach(
          (partition, offset) ->
              undelivered.addAll(topic.read(partition.partition(), offset, most)));
      undelivered.forEach(
          record ->
              positions.put(
                  new TopicPartition(record.topic(), record.kafkaPartition()),
                  record.kafkaOffset() + 1));
    }
    int count = undelivered.size();
    put(undelivered);
    undelivered = List.of();
    return count;
  }

  void put(List<SinkRecord> records) {
    task.put(records);
  }

  /** Polls until everything is delivered, trying again as Connect does. */
  MiniWorker drain() {
    int idle = 0;
    for (int turn = 0; idle < 2; turn++) {
      if (turn > 10_000) {
        throw new IllegalStateException("the sink does not come to an end");
      }
      try {
        idle = poll(1000) == 0 && rewinds.isEmpty() ? idle + 1 : 0;
      } catch (RetriableException e) {
        idle = 0;
      }
    }
    commit();
    return this;
  }

  /** Reports offsets to Kafka. */
  void commit() {
    Map<TopicPartition, OffsetAndMetadata> consumed = new HashMap<>();
    positions.forEach(
        (partition, offset) -> consumed.put(partition, new OffsetAndMetadata(offset)));
    task.preCommit(consumed)
        .forEach((partition, offset) -> topic.reported.put(partition.partition(), offset.offset()));
    commitRequested = false;
  }

  boolean commitRequested() {
    return commitRequested;
  }

  /** Moves the consumer, as a rewind by an operator would. */
  void seek(int partition, long offset) {
    positions.put(new TopicPartition(ReleasedTopic.NAME, partition), offset);
  }

  long position(int partition) {
    rewind();
    return positions.get(new TopicPartition(ReleasedTopic.NAME, partition));
  }

  private void rewind() {
    positions.putAll(rewinds);
    rewinds.clear();
  }

  /** Ends without a word to the task, like a killed process. */
  void kill() {
    task.stop();
    topic.answers = true;
  }

  @Override
  public void close() {
    task.close(assignment);
    kill();
  }

  @Override
  public Map<String, String> configs() {
    return config;
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    rewinds.putAll(offsets);
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    rewinds.put(partition, offset);
  }

  @Override
  public void timeout(long timeoutMs) {}

  @Override
  public Set<TopicPartition> assignment() {
    return assignment;
  }

  @Override
  public void pause(TopicPartition... partitions) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void resume(TopicPartition... partitions) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void requestCommit() {
    commitRequested = true;
  }

  @Override
  public PluginMetrics pluginMetrics() {
    throw new UnsupportedOperationException();
  }

  List<Integer> partitions() {
    return assignment.stream().map(TopicPartition::partition).toList();
  }
}
