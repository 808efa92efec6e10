package io.hallpass.sink;

import io.hallpass.runtime.avro.RegistrySchemaIds;
import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.avro.SchemaUnavailableException;
import io.hallpass.schemas.Catalogue;
import io.hallpass.sink.config.SinkConfig;
import io.hallpass.sink.copy.UnfitRecordException;
import io.hallpass.sink.delivery.CannotResumeException;
import io.hallpass.sink.delivery.Delivery;
import io.hallpass.sink.delivery.Released;
import io.hallpass.sink.delivery.SchemaTakenException;
import io.hallpass.sink.delivery.Warehouse;
import io.hallpass.sink.delivery.WarehouseException;
import io.hallpass.sink.table.LayoutException;
import io.hallpass.sink.topic.KafkaTopicView;
import io.hallpass.sink.topic.TopicUnavailableException;
import io.hallpass.sink.topic.TopicView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers partitions of a released topic. The warehouse's own offsets say where to read on;
 * Kafka's only follow them. While the warehouse, the registry or Kafka does not answer, Connect is
 * asked to try again; whatever else goes wrong stops the task with a line that names no value.
 */
public final class WarehouseSinkTask extends SinkTask {
  private static final Logger LOG = LoggerFactory.getLogger(WarehouseSinkTask.class);

  private final Catalogue catalogue;
  private final Function<SinkConfig, SchemaIds> registry;
  private final Function<SinkConfig, TopicView> kafka;
  private final Set<Integer> assigned = new TreeSet<>();
  private SinkConfig config;
  private TopicView topic;
  private Warehouse warehouse;
  private Delivery delivery;
  private final Set<Integer> reported = new TreeSet<>();
  private long lastNoted;

  /** As Connect makes it. */
  public WarehouseSinkTask() {
    this(
        Catalogue.load(),
        config -> new RegistrySchemaIds(config.registryUrl()),
        config -> new KafkaTopicView(config.adminClient(), config.topic(), config.group()));
  }

  WarehouseSinkTask(
      Catalogue catalogue,
      Function<SinkConfig, SchemaIds> registry,
      Function<SinkConfig, TopicView> kafka) {
    this.catalogue = catalogue;
    this.registry = registry;
    this.kafka = kafka;
  }

  @Override
  public String version() {
    return new WarehouseSinkConnector().version();
  }

  @Override
  public void start(Map<String, String> props) {
    config = SinkConfig.of(catalogue, props);
    topic = kafka.apply(config);
    warehouse =
        new Warehouse(config.url(), config.login(), config.schema(), catalogue, config.layout());
    delivery =
        new Delivery(
            config.topic(), topic, warehouse, registry.apply(config), config.replayRestored());
  }

  /**
   * Seeks to where the warehouse stands. Where it does not answer now, {@link #put} tries again: an
   * exception here would end the task for good.
   */
  @Override
  public void open(Collection<TopicPartition> partitions) {
    assigned.addAll(numbers(partitions));
    reported.removeAll(numbers(partitions));
    try {
      resume();
    } catch (RetriableException e) {
      LOG.warn("{}; will try again", e.getMessage());
    }
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    if (!delivery.positions().keySet().containsAll(assigned)) {
      resume();
      return;
    }
    List<Released> batch = new ArrayList<>(Math.min(records.size(), config.batchRecords()));
    for (SinkRecord record : records) {
      batch.add(released(record));
      if (batch.size() == config.batchRecords()) {
        if (!deliver(batch)) {
          return;
        }
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      deliver(batch);
    }
  }

  /** False where the warehouse stands elsewhere: then what follows is read again from there. */
  private boolean deliver(List<Released> batch) {
    boolean delivered = guarded(() -> delivery.deliver(batch));
    if (!delivered) {
      LOG.info("{}: the warehouse stands elsewhere, reading on from there", config.topic());
      resume();
    } else if (reported.addAll(batch.stream().map(Released::partition).toList())) {
      // Kafka's offsets of an earlier life must not outlast the first delivery of this one.
      context.requestCommit();
    }
    return delivered;
  }

  private void resume() {
    Map<Integer, Long> positions = guarded(() -> delivery.resume(assigned));
    Map<TopicPartition, Long> seek = new HashMap<>();
    positions.forEach((number, offset) -> seek.put(partition(number), offset));
    context.offset(seek);
  }

  private Released released(SinkRecord record) {
    boolean bytes =
        record.key() instanceof byte[]
            && (record.value() == null || record.value() instanceof byte[]);
    if (!bytes || !record.originalTopic().equals(config.topic())) {
      throw new ConnectException(
          "the sink takes records of "
              + config.topic()
              + " with key and value in bytes: use ByteArrayConverter for both, and no transforms");
    }
    return new Released(
        record.originalKafkaPartition(),
        record.originalKafkaOffset(),
        record.timestamp() == null ? 0 : record.timestamp(),
        (byte[]) record.key(),
        (byte[]) record.value());
  }

  /** Reports to Kafka what the warehouse has committed, and never more. */
  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    keepFresh();
    Map<TopicPartition, OffsetAndMetadata> delivered = new HashMap<>();
    delivery
        .positions()
        .forEach(
            (number, offset) -> {
              OffsetAndMetadata consumed = currentOffsets.get(partition(number));
              if (consumed != null) {
                delivered.put(
                    partition(number), new OffsetAndMetadata(Math.min(offset, consumed.offset())));
              }
            });
    return delivered;
  }

  private void keepFresh() {
    long now = System.nanoTime();
    if (now - lastNoted < config.freshnessMillis() * 1_000_000) {
      return;
    }
    lastNoted = now;
    try {
      guarded(
          () -> {
            delivery.keepFresh();
            return true;
          });
    } catch (ConnectException e) {
      LOG.warn("{}; will try again", e.getMessage());
    }
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    assigned.removeAll(numbers(partitions));
    delivery.release(numbers(partitions));
  }

  @Override
  public void stop() {
    if (warehouse != null) {
      warehouse.close();
    }
    if (topic != null) {
      topic.close();
    }
  }

  /** One step of work, and what its failure means to Connect. */
  private <T> T guarded(Step<T> step) {
    boolean done = false;
    try {
      T result = step.run();
      done = true;
      return result;
    } catch (WarehouseException e) {
      throw e.temporary() ? retriable(e) : new ConnectException(e.getMessage());
    } catch (SchemaUnavailableException | TopicUnavailableException e) {
      throw retriable(e);
    } catch (UnfitRecordException e) {
      throw new ConnectException(config.topic() + ": " + e.getMessage());
    } catch (CannotResumeException | SchemaTakenException | LayoutException e) {
      throw new ConnectException(e.getMessage());
    } finally {
      if (!done) {
        warehouse.disconnect();
      }
    }
  }

  private RetriableException retriable(RuntimeException e) {
    context.timeout(config.backoffMillis());
    String cause = e.getCause() == null ? "" : ": " + e.getCause().getClass().getSimpleName();
    return new RetriableException(e.getMessage() + cause);
  }

  private TopicPartition partition(int number) {
    return new TopicPartition(config.topic(), number);
  }

  private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
  }

  /** A step of work. */
  private interface Step<T> {
    T run();
  }
}
