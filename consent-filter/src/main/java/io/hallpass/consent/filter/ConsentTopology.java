package io.hallpass.consent.filter;

import io.hallpass.runtime.topics.DistrictTopics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology of one district: four topics of the same partition count, one processor, and one
 * sink for all recipients. The names of nodes and stores are a contract with what is stored.
 */
public final class ConsentTopology {
  static final String PROCESSOR = "consent";
  static final String RELEASED = "released";
  static final String STATUS = "status";
  static final String RECORDS = "records";
  static final String STUDENTS = "students";
  static final String SETTINGS = "settings";
  static final String GATES = "gates";
  static final String DUE = "due";
  static final String META = "meta";

  /** How long a withdrawn value can linger in a store's topic is a stated number: a day. */
  private static final Map<String, String> CHANGELOG =
      Map.of("max.compaction.lag.ms", Long.toString(86_400_000L));

  private ConsentTopology() {}

  /** A new topology. */
  public static Topology build(FilterConfig config) {
    DistrictTopics topics = config.topics();
    Topology topology = new Topology();
    source(topology, "from-settings", Order.first(), topics.settings());
    source(topology, "from-consents", Order.first(), topics.consents());
    source(topology, "from-reference", Order.then(), topics.reference());
    source(topology, "from-records", Order.then(), topics.records());
    topology.addProcessor(
        PROCESSOR,
        () -> new ConsentProcessor(config),
        "from-settings",
        "from-consents",
        "from-reference",
        "from-records");
    for (String name : List.of(RECORDS, STUDENTS, SETTINGS, GATES, DUE)) {
      topology.addStateStore(store(name), PROCESSOR);
    }
    // Counts change with every record; the cache makes of that one write a commit.
    topology.addStateStore(store(META).withCachingEnabled(), PROCESSOR);
    topology.addSink(
        RELEASED,
        new Outgoing.Topic(),
        new ByteArraySerializer(),
        new Outgoing.Bytes(),
        new Outgoing.Partition(config.partitions()),
        PROCESSOR);
    topology.addSink(
        STATUS, topics.status(), new ByteArraySerializer(), new Outgoing.Bytes(), PROCESSOR);
    return topology;
  }

  private static void source(Topology topology, String name, Order order, String topic) {
    topology.addSource(
        AutoOffsetReset.earliest(),
        name,
        order,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topic);
  }

  private static StoreBuilder<KeyValueStore<byte[], byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
        .withLoggingEnabled(CHANGELOG);
  }
}
