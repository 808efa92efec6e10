package io.hallpass.consent.filter;

import io.hallpass.runtime.topics.CanonicalKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/**
 * A value on its way out, with the topic it goes to: one sink serves all recipients, so that no
 * topology depends on them.
 *
 * @param topic where to
 * @param value null for a tombstone
 */
record Outgoing(String topic, byte[] value) {
  /** Writes the value alone. */
  static final class Bytes implements Serializer<Outgoing> {
    @Override
    public byte[] serialize(String topic, Outgoing outgoing) {
      return outgoing.value();
    }
  }

  /** Tells the sink the topic. */
  static final class Topic implements TopicNameExtractor<byte[], Outgoing> {
    @Override
    public String extract(byte[] key, Outgoing outgoing, RecordContext context) {
      return outgoing.topic();
    }

    /** As it stands in the description of the topology. */
    @Override
    public String toString() {
      return "one topic a recipient";
    }
  }

  /** By student, reference data by record, as everywhere in the district. */
  static final class Partition implements StreamPartitioner<byte[], Outgoing> {
    private final List<Optional<Set<Integer>>> partitions;

    Partition(int partitions) {
      this.partitions =
          IntStream.range(0, partitions).mapToObj(p -> Optional.of(Set.of(p))).toList();
    }

    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, Outgoing value, int count) {
      int partition = CanonicalKey.partition(key, count);
      return partition < partitions.size()
          ? partitions.get(partition)
          : Optional.of(Set.of(partition));
    }
  }

  /** A value is somebody's; nothing of it belongs into a log. */
  @Override
  public String toString() {
    return "to " + topic;
  }
}
