package io.hallpass.sink;

import io.hallpass.runtime.avro.InMemorySchemaIds;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.runtime.topics.CanonicalKey;
import io.hallpass.sink.topic.TopicState;
import io.hallpass.sink.topic.TopicUnavailableException;
import io.hallpass.sink.topic.TopicView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;

/** A released topic in memory. As in Kafka, each record's transaction ends with a marker. */
final class ReleasedTopic implements TopicView {
  static final String NAME = "everett.released.acme";

  final InMemorySchemaIds schemas = new InMemorySchemaIds();
  final Map<Integer, Long> reported = new HashMap<>();
  final Map<Integer, Long> starts = new HashMap<>();
  UUID id = UUID.randomUUID();
  Duration deleteRetention = Duration.ofDays(30);
  boolean answers = true;

  /** How long ago what is written now was written. */
  Duration age = Duration.ZERO;

  private final WireFormat wire = new WireFormat(schemas);
  private final List<List<SinkRecord>> partitions = new ArrayList<>();

  ReleasedTopic(int partitions) {
    for (int i = 0; i < partitions; i++) {
      this.partitions.add(new ArrayList<>());
    }
  }

  int size() {
    return partitions.size();
  }

  /** Appends a record to its partition and returns it. */
  SinkRecord write(CanonicalKey key, Map<String, ?> fields) {
    return write(key, Vocabulary.record(key, fields));
  }

  SinkRecord write(CanonicalKey key, GenericRecord value) {
    return append(key.partition(size()), key.bytes(), wire.encode(value));
  }

  SinkRecord takeBack(CanonicalKey key) {
    return append(key.partition(size()), key.bytes(), null);
  }

  SinkRecord append(int partition, byte[] key, byte[] value) {
    List<SinkRecord> log = partitions.get(partition);
    SinkRecord record =
        new SinkRecord(
            NAME,
            partition,
            null,
            key,
            null,
            value,
            log.size(),
            System.currentTimeMillis() - age.toMillis(),
            TimestampType.CREATE_TIME);
    log.add(record);
    log.add(null);
    return record;
  }

  /** Up to {@code most} records of a partition from an offset on. */
  List<SinkRecord> read(int partition, long offset, int most) {
    List<SinkRecord> log = partitions.get(partition);
    return log.subList((int) Math.min(offset, log.size()), log.size()).stream()
        .filter(record -> record != null)
        .limit(most)
        .toList();
  }

  /** Everything in it. */
  List<SinkRecord> all() {
    List<SinkRecord> all = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      all.addAll(read(i, 0, Integer.MAX_VALUE));
    }
    return all;
  }

  /** Deletes the topic and makes it again, empty. */
  void makeAgain() {
    id = UUID.randomUUID();
    partitions.forEach(List::clear);
  }

  /** Loses what was written last. */
  void loseEnd(int partition, int offset) {
    List<SinkRecord> log = partitions.get(partition);
    log.subList(offset, log.size()).clear();
  }

  @Override
  public TopicState state() {
    Map<Integer, TopicState.Reach> reaches = new HashMap<>();
    ends(Set.of())
        .forEach(
            (number, end) ->
                reaches.put(
                    number,
                    new TopicState.Reach(
                        starts.getOrDefault(number, 0L), end, reported.getOrDefault(number, -1L))));
    return new TopicState(id, reaches, deleteRetention);
  }

  @Override
  public Map<Integer, Long> ends(Set<Integer> asked) {
    if (!answers) {
      throw new TopicUnavailableException("Kafka does not answer", null);
    }
    Map<Integer, Long> ends = new HashMap<>();
    for (int i = 0; i < size(); i++) {
      ends.put(i, (long) partitions.get(i).size());
    }
    return ends;
  }

  @Override
  public void close() {
    answers = false;
  }
}
