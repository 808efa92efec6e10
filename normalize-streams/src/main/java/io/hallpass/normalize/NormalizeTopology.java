package io.hallpass.normalize;

import io.hallpass.normalize.landing.LandingProcessor;
import io.hallpass.normalize.landing.Mappings;
import io.hallpass.normalize.stream.ConsentsFirst;
import io.hallpass.normalize.stream.IdentityProcessor;
import io.hallpass.normalize.stream.Partitions;
import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.schemas.Catalogue;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The topology of normalize: landing by raw key, then identity by person. */
public final class NormalizeTopology {
  public static final String PERSONS = "to-persons";
  public static final String PERSONS_CONSENTS = "to-persons-consents";
  public static final String REKEYED = "to-rekeyed";
  public static final String REFERENCE = "to-reference";
  public static final String STAFF = "to-staff";
  public static final String REJECTED = "to-rejected";
  public static final String LANDING_STATUS = "to-landing-status";
  public static final String IDENTITY_STATUS = "to-identity-status";
  public static final String MOVES = "to-moves";
  public static final String MOVES_CONSENTS = "to-moves-consents";
  public static final String RECORDS = "to-records";
  public static final String CONSENTS = "to-consents";

  private static final String LANDING = "landing";
  private static final String IDENTITY = "identity";

  private final Topology topology = new Topology();
  private final DistrictTopics topics;

  private NormalizeTopology(DistrictTopics topics) {
    this.topics = topics;
  }

  /** The topology of one district. */
  public static Topology of(NormalizeConfig config, Catalogue catalogue, SchemaIds ids) {
    NormalizeTopology normalize = new NormalizeTopology(config.topics());
    Mappings mappings = new Mappings(catalogue);
    normalize.landing(() -> new LandingProcessor(config, catalogue, mappings, ids));
    normalize.identity(() -> new IdentityProcessor(config, catalogue, ids));
    return normalize.topology;
  }

  private void landing(ProcessorSupplier<byte[], byte[], byte[], byte[]> processor) {
    source("settings", topics.settings());
    topology.addSource(
        AutoOffsetReset.earliest(),
        "raw",
        new ConsentsFirst(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topics.rawPattern());
    source("rekeyed", topics.rekeyed());
    topology.addProcessor(LANDING, processor, "settings", "raw", "rekeyed");
    store(LandingProcessor.MARKS, LANDING, false);
    store(LandingProcessor.ROWS, LANDING, false);
    store(LandingProcessor.SETTINGS, LANDING, false);
    store(LandingProcessor.WAITING, LANDING, false);
    store(LandingProcessor.META, LANDING, true);
    sink(PERSONS, topics.persons(), Partitions.BY_KEY, LANDING);
    sink(PERSONS_CONSENTS, topics.personsConsents(), Partitions.BY_KEY, LANDING);
    sink(REKEYED, topics.rekeyed(), Partitions.BY_KEY, LANDING);
    sink(REFERENCE, topics.reference(), Partitions.CANONICAL, LANDING);
    sink(REJECTED, topics.rejected(), Partitions.BY_KEY, LANDING);
    sink(LANDING_STATUS, topics.status(), Partitions.BY_KEY, LANDING);
  }

  private void identity(ProcessorSupplier<byte[], byte[], byte[], byte[]> processor) {
    source("persons", topics.persons());
    source("persons-consents", topics.personsConsents());
    source("moves", topics.moves());
    source("moves-consents", topics.movesConsents());
    topology.addProcessor(
        IDENTITY, processor, "persons", "persons-consents", "moves", "moves-consents");
    store(IdentityProcessor.PERSONS, IDENTITY, false);
    store(IdentityProcessor.META, IDENTITY, true);
    sink(MOVES, topics.moves(), Partitions.BY_KEY, IDENTITY);
    sink(MOVES_CONSENTS, topics.movesConsents(), Partitions.BY_KEY, IDENTITY);
    sink(RECORDS, topics.records(), Partitions.CANONICAL, IDENTITY);
    sink(CONSENTS, topics.consents(), Partitions.CANONICAL, IDENTITY);
    sink(STAFF, topics.reference(), Partitions.CANONICAL, IDENTITY);
    sink(IDENTITY_STATUS, topics.status(), Partitions.BY_KEY, IDENTITY);
  }

  private void source(String name, String topic) {
    topology.addSource(
        AutoOffsetReset.earliest(),
        name,
        new ConsentsFirst(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topic);
  }

  private void sink(
      String name, String topic, StreamPartitioner<byte[], byte[]> partitioner, String parent) {
    topology.addSink(
        name, topic, new ByteArraySerializer(), new ByteArraySerializer(), partitioner, parent);
  }

  private void store(String name, String processor, boolean caching) {
    StoreBuilder<KeyValueStore<Bytes, byte[]>> store =
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
    topology.addStateStore(
        caching ? store.withCachingEnabled() : store.withCachingDisabled(), processor);
  }
}
