package io.hallpass.consent.filter;

import io.hallpass.runtime.avro.InMemorySchemaIds;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.runtime.settings.Agreement;
import io.hallpass.runtime.settings.Applied;
import io.hallpass.runtime.settings.DistrictSetting;
import io.hallpass.runtime.settings.Setting;
import io.hallpass.runtime.settings.SettingCodec;
import io.hallpass.runtime.topics.CanonicalKey;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.ControlSchemas;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Scope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** One partition of a district, with everything that can happen to it. */
final class TestDistrict implements AutoCloseable {
  static final int PARTITIONS = 2;
  static final Instant START = Instant.parse("2026-03-01T18:00:00Z");
  static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
  static final List<String> STORES =
      List.of(
          ConsentTopology.RECORDS,
          ConsentTopology.STUDENTS,
          ConsentTopology.SETTINGS,
          ConsentTopology.GATES,
          ConsentTopology.DUE,
          ConsentTopology.META);
  private static final int SLICE = 3;
  private static final Duration STATUS_EVERY = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(10);

  final InMemorySchemaIds ids = new InMemorySchemaIds();
  final DistrictTopics topics = new DistrictTopics("everett");
  final WireFormat wire = new WireFormat(ids);
  private final SettingCodec codec = new SettingCodec(ids);
  private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();
  private final Map<String, Map<String, byte[]>> delivered = new HashMap<>();
  private final Map<String, Long> ends = new HashMap<>();
  private final String state =
      Path.of("target", "streams", UUID.randomUUID().toString()).toString();
  private Catalogue catalogue;
  private TopologyTestDriver driver;
  private Instant now = START;

  /** What a recipient was sent; {@code value} is null for a tombstone. */
  record Sent(String recipient, String key, byte[] value, long timestamp) {}

  TestDistrict() {
    this(Catalogue.load());
  }

  TestDistrict(Catalogue catalogue) {
    this.catalogue = catalogue;
    driver = driver();
  }

  private TopologyTestDriver driver() {
    Properties config = new Properties();
    config.put("application.id", topics.applicationId(ConsentFilter.STEP));
    config.put("bootstrap.servers", "none:1");
    config.put("state.dir", state);
    FilterConfig filter =
        new FilterConfig(
            topics,
            PARTITIONS,
            ids,
            catalogue,
            (topic, partition) -> ends.getOrDefault(topic, LastOffsets.NONE),
            SLICE,
            PAUSE,
            STATUS_EVERY,
            3);
    return new TopologyTestDriver(ConsentTopology.build(filter), config, now);
  }

  Entity entity(String name) {
    return catalogue.entity(name).orElseThrow();
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /** Ends the task and starts another one from its stored state, as after a rebalance. */
  void restart(Instant wallClock, Catalogue newCatalogue) {
    String released = topics.released("x").substring(0, topics.released("x").length() - 1);
    driver.producedTopicNames().stream()
        .filter(topic -> topic.startsWith(released))
        .forEach(topic -> sent(topic.substring(released.length())));
    Map<String, List<KeyValue<byte[], byte[]>>> state = new HashMap<>();
    for (String store : STORES) {
      List<KeyValue<byte[], byte[]>> all = new ArrayList<>();
      KeyValueStore<byte[], byte[]> old = driver.getKeyValueStore(store);
      try (KeyValueIterator<byte[], byte[]> rest = old.all()) {
        rest.forEachRemaining(all::add);
      }
      state.put(store, all);
    }
    driver.close();
    outputs.clear();
    now = wallClock;
    catalogue = newCatalogue;
    driver = driver();
    for (String store : STORES) {
      KeyValueStore<byte[], byte[]> fresh = driver.getKeyValueStore(store);
      state.get(store).forEach(entry -> fresh.put(entry.key, entry.value));
    }
  }

  /** What follows is read by a task that knows nothing, of topics that end there already. */
  void startsFromNothing(long lastSetting, long lastConsent) {
    ends.put(topics.settings(), lastSetting);
    ends.put(topics.consents(), lastConsent);
  }

  void restart() {
    restart(now, catalogue);
  }

  void pipe(String topic, byte[] key, byte[] value) {
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, value, now));
  }

  /** Applies this setting alone. */
  void setting(Setting setting) {
    written(setting);
    applied();
  }

  void noSetting(String key) {
    removed(key);
    applied();
  }

  /** A setting comes; the end of what was applied with it does not yet. */
  void written(Setting setting) {
    pipe(topics.settings(), bytes(setting.key()), codec.encode(setting));
  }

  /** As {@link #written}: a setting is gone. */
  void removed(String key) {
    pipe(topics.settings(), bytes(key), null);
  }

  /** The end of what was applied comes. */
  void applied() {
    applied(now);
  }

  void applied(Instant at) {
    written(new Applied(at));
  }

  void noAgreement(String id) {
    noSetting(Agreement.PREFIX + id);
  }

  /** The district, with two consent sources and {@code name} and {@code grade} as directory. */
  void district() {
    setting(district(ZONE, Set.of("sis", "hallpass"), true));
  }

  static DistrictSetting district(ZoneId zone, Set<String> consentSources, boolean hold) {
    return new DistrictSetting(
        "everett",
        zone,
        "${env:SECRET}",
        Set.of("student.givenName", "student.grade"),
        consentSources,
        "sis",
        hold);
  }

  void register(UUID student) {
    register(student, 0);
  }

  void register(UUID student, long fence) {
    pipe(topics.consents(), bytes(student + "/identity"), identity(student, fence));
  }

  void fence(UUID student, long fence) {
    pipe(topics.records(), bytes(student + "/identity"), identity(student, fence));
  }

  /** A passage that comes, in the topic of consents or of records. */
  void comes(UUID student, long number, boolean inConsents) {
    passage(student, "comes/0", number, inConsents);
  }

  /** A passage that leaves. */
  void leaves(UUID student, long number, boolean inConsents) {
    passage(student, "leaves/0", number, inConsents);
  }

  private void passage(UUID student, String what, long number, boolean inConsents) {
    String topic = inConsents ? topics.consents() : topics.records();
    pipe(topic, bytes(student + "/" + what), identity(student, number));
  }

  private byte[] identity(UUID student, long fence) {
    GenericRecord identity = new GenericData.Record(ControlSchemas.IDENTITY);
    identity.put("studentId", student.toString());
    identity.put("fence", fence);
    return wire.encode(identity);
  }

  void unregister(UUID student) {
    pipe(topics.consents(), bytes(student + "/identity"), null);
  }

  void gate(int partition, long unmatched, String... completeSources) {
    GenericRecord gate = new GenericData.Record(ControlSchemas.GATE);
    gate.put("partition", partition);
    gate.put("completeSources", List.of(completeSources));
    gate.put("unmatchedDenials", unmatched);
    pipe(topics.consents(), bytes("gate/" + partition), wire.encode(gate));
  }

  void openGate() {
    gate(0, 0, "sis");
    gate(1, 0, "sis");
  }

  void closeGate() {
    gate(1, 1, "sis");
  }

  static byte[] consentKey(UUID student, UUID consent) {
    return CanonicalKey.student(student, "consent", consent).bytes();
  }

  void consent(UUID student, UUID consent, Map<String, Object> fields) {
    pipe(
        topics.consents(),
        consentKey(student, consent),
        wire.encode(record(student, "consent", consent, fields)));
  }

  void noConsent(UUID student, UUID consent) {
    pipe(topics.consents(), consentKey(student, consent), null);
  }

  GenericRecord record(UUID student, String entity, UUID id, Map<String, Object> fields) {
    GenericRecord record = new GenericData.Record(entity(entity).schema());
    if (student != null) {
      record.put("studentId", student.toString());
    }
    record.put("recordId", id.toString());
    fields.forEach(record::put);
    return record;
  }

  void put(UUID student, String entity, UUID id, Map<String, Object> fields) {
    put(student, entity, id, wire.encode(record(student, entity, id, fields)));
  }

  void put(UUID student, String entity, UUID id, byte[] value) {
    boolean reference = entity(entity).scope() == Scope.REFERENCE;
    pipe(reference ? topics.reference() : topics.records(), bytes(key(student, entity, id)), value);
  }

  void remove(UUID student, String entity, UUID id) {
    put(student, entity, id, (byte[]) null);
  }

  static String key(UUID student, String entity, UUID id) {
    return (student == null
            ? CanonicalKey.reference(entity, id)
            : CanonicalKey.student(student, entity, id))
        .toString();
  }

  /** Lets one slice of work be done. */
  void tick() {
    advance(PAUSE);
  }

  /** Lets time pass; what becomes due meanwhile begins. */
  void pass(Duration time) {
    advance(time);
    if (time.compareTo(STATUS_EVERY) >= 0) {
      tick();
    }
  }

  private void advance(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  /** Lets all work be done. */
  void settle() {
    // A new day is noticed by the second.
    pass(STATUS_EVERY);
    do {
      tick();
    } while (passing());
    tick();
    tick();
  }

  /** Makes the store hold what it should not. */
  void stored(String store, String key, byte[] value) {
    driver.<byte[], byte[]>getKeyValueStore(store).put(bytes(key), value);
  }

  /** Whether a pass over all records is under way. */
  boolean passing() {
    return driver.<byte[], byte[]>getKeyValueStore(ConsentTopology.META).get(bytes(Meta.PASS))
        != null;
  }

  Instant now() {
    return now;
  }

  /** What was sent since the last call. */
  List<Sent> sent(String recipient) {
    List<Sent> sent = new ArrayList<>();
    TestOutputTopic<byte[], byte[]> output = output(topics.released(recipient));
    while (!output.isEmpty()) {
      TestRecord<byte[], byte[]> next = output.readRecord();
      String key = new String(next.key(), StandardCharsets.UTF_8);
      sent.add(new Sent(recipient, key, next.value(), next.timestamp()));
      folded(recipient).compute(key, (same, before) -> next.value());
    }
    return sent;
  }

  /** What a recipient has now, by topic key. */
  Map<String, GenericRecord> has(String recipient) {
    sent(recipient);
    Map<String, GenericRecord> has = new TreeMap<>();
    folded(recipient).forEach((key, value) -> has.put(key, wire.decode(value)));
    return has;
  }

  private Map<String, byte[]> folded(String recipient) {
    return delivered.computeIfAbsent(recipient, r -> new TreeMap<>());
  }

  /** The last status written; null where none was since the last call. */
  String status() {
    String status = null;
    TestOutputTopic<byte[], byte[]> output = output(topics.status());
    while (!output.isEmpty()) {
      status = new String(output.readValue(), StandardCharsets.UTF_8);
    }
    return status;
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return outputs.computeIfAbsent(
        topic,
        name ->
            driver.createOutputTopic(
                name, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    driver.close();
  }
}
