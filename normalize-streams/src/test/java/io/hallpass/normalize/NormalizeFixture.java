package io.hallpass.normalize;

import io.hallpass.normalize.identity.StoredPerson;
import io.hallpass.normalize.landing.LandingProcessor;
import io.hallpass.normalize.landing.StoredRow;
import io.hallpass.normalize.stream.IdentityProcessor;
import io.hallpass.runtime.avro.InMemorySchemaIds;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.runtime.config.References;
import io.hallpass.runtime.settings.Applied;
import io.hallpass.runtime.settings.DistrictSetting;
import io.hallpass.runtime.settings.MappingSetting;
import io.hallpass.runtime.settings.Setting;
import io.hallpass.runtime.settings.SettingCodec;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.RawHeaders;
import io.hallpass.runtime.topics.RejectHeaders;
import io.hallpass.schemas.Catalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The topology of normalize for one district, driven without a broker, and what it has said so far.
 */
final class NormalizeFixture implements AutoCloseable {
  static final DistrictTopics TOPICS = new DistrictTopics("everett");
  static final String ROSTER =
      """
      mapping: roster
      resources:
        users:
          key: [id]
          emit:
            - register: student
              when: row.role == 'student'
              person: { system: roster, value: row.id }
            - entity: student
              id: row.id
              person: { system: roster, value: row.id, also: [{ system: state, value: row.state }] }
              fields:
                givenName: row.given
      """;
  static final String SIS =
      """
      mapping: sis
      resources:
        incident:
          key: [no]
          emit:
            - entity: discipline-incident
              id: row.no
              person: { system: state, value: row.state }
              fields:
                incidentDate: row.day
      """;
  static final String FORMS =
      """
      mapping: forms
      resources:
        forms:
          key: [no]
          emit:
            - entity: consent
              id: row.no
              person: { system: state, value: row.state }
              fields:
                decision: row.decision
                recipient: row.recipient
                categories: split(row.categories, ' ')
                decidedAt: row.at
      """;

  final InMemorySchemaIds ids = new InMemorySchemaIds();
  final Map<String, GenericRecord> records = new TreeMap<>();
  final Map<String, GenericRecord> consents = new TreeMap<>();
  final Map<String, GenericRecord> reference = new TreeMap<>();

  /**
   * All that was ever written to the canonical topics, in order; a tombstone as {@code key=null}.
   */
  final List<String> log = new ArrayList<>();

  final List<TestRecord<byte[], byte[]>> rejected = new ArrayList<>();
  private final TopologyTestDriver driver;
  private final SettingCodec codec = new SettingCodec(ids);

  NormalizeFixture(Path stateDir) {
    this(stateDir, 1);
  }

  /**
   * @param partitions the district is said to have; the driver has only the first of them
   */
  NormalizeFixture(Path stateDir, int partitions) {
    NormalizeConfig config =
        new NormalizeConfig(
            TOPICS,
            partitions,
            new References(Map.of("SECRET", "0123456789abcdef0123456789abcdef")),
            2,
            Duration.ofMillis(10),
            Duration.ofMillis(100));
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, TOPICS.applicationId("normalize"));
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    driver =
        new TopologyTestDriver(NormalizeTopology.of(config, Catalogue.load(), ids), properties);
  }

  /** A district whose roster registers students, with a SIS and opt-out forms beside it. */
  NormalizeFixture applied() {
    district(Set.of());
    mapping("roster", "csv", ROSTER, 1);
    mapping("sis", "postgres-cdc", SIS, 1);
    mapping("forms", "csv", FORMS, 1);
    return this;
  }

  void district(Set<String> consentSources) {
    district("${env:SECRET}", consentSources);
  }

  void district(String secret, Set<String> consentSources) {
    setting(
        new DistrictSetting(
            "everett", ZoneId.of("UTC"), secret, Set.of(), consentSources, "roster", true));
  }

  void mapping(String source, String kind, String yaml, long version) {
    setting(new MappingSetting(source, kind, yaml, version));
  }

  /** The source is no more. */
  void unmapped(String source) {
    removed(MappingSetting.PREFIX + source);
  }

  void removed(String setting) {
    written(setting, null);
    end();
  }

  private void setting(Setting setting) {
    written(setting);
    end();
  }

  /** The end of what was applied comes. */
  void end() {
    written(new Applied(Instant.now()));
  }

  /** A setting comes; the end of what was applied with it does not yet. */
  void written(Setting setting) {
    written(setting.key(), codec.encode(setting));
  }

  void written(String key, byte[] value) {
    input(TOPICS.settings()).pipeInput(bytes(key), value);
    drain();
  }

  void row(String source, String resource, String key, String json, long position) {
    row(source, resource, key, json, position, "");
  }

  void row(
      String source, String resource, String key, String json, long position, String unchanged) {
    Headers headers = new RecordHeaders();
    headers.add(RawHeaders.POSITION, RawHeaders.position(position));
    if (!unchanged.isEmpty()) {
      headers.add(RawHeaders.UNCHANGED, bytes(unchanged));
    }
    byte[] value = json == null ? null : bytes(json);
    input(TOPICS.raw(source, resource)).pipeInput(new TestRecord<>(bytes(key), value, headers));
    drain();
  }

  void rowWithoutKey(String source, String resource, String json, long position) {
    Headers headers = new RecordHeaders();
    headers.add(RawHeaders.POSITION, RawHeaders.position(position));
    input(TOPICS.raw(source, resource)).pipeInput(new TestRecord<>(null, bytes(json), headers));
    drain();
  }

  void vendorPublishes(String topicSource, String resource, byte[] key, byte[] value) {
    input(TOPICS.raw(topicSource, resource)).pipeInput(key, value);
    drain();
  }

  /** A vendor's JSON, published at this time and without a position. */
  void vendorPublishes(String source, String resource, String json, long millis) {
    input(TOPICS.raw(source, resource)).pipeInput((byte[]) null, bytes(json), millis);
    drain();
  }

  void complete(String source, String resource, long position) {
    marker(source, resource, RawHeaders.COMPLETE, position);
  }

  void incomplete(String source, String resource, long position) {
    marker(source, resource, RawHeaders.INCOMPLETE, position);
  }

  private void marker(String source, String resource, String what, long position) {
    Headers headers = new RecordHeaders();
    headers.add(RawHeaders.POSITION, RawHeaders.position(position));
    headers.add(RawHeaders.MARKER, bytes(what));
    input(TOPICS.raw(source, resource)).pipeInput(new TestRecord<>(null, null, headers));
    pass();
  }

  /** What another landing partition tells this partition of stage 2. */
  void otherPartitionSays(Headers headers) {
    input(TOPICS.personsConsents()).pipeInput(new TestRecord<>(null, null, headers));
    drain();
  }

  /** Lets long passes run to their ends. */
  void pass() {
    pass(200);
  }

  /** Lets so many slices of a pass be done; each tenth time it is noticed that one is wanted. */
  void pass(int slices) {
    for (int i = 0; i < slices; i++) {
      driver.advanceWallClockTime(Duration.ofMillis(10));
    }
    drain();
  }

  void user(String id, String role, String given, String state, long position) {
    String json =
        "{\"id\":\"%s\",\"role\":\"%s\",\"given\":\"%s\",\"state\":\"%s\"}"
            .formatted(id, role, given, state);
    row("roster", "users", "{\"id\":\"" + id + "\"}", json, position);
  }

  void incident(String no, String state, String day, long position) {
    String json = "{\"no\":\"%s\",\"state\":\"%s\",\"day\":\"%s\"}".formatted(no, state, day);
    row("sis", "incident", "{\"no\":\"" + no + "\"}", json, position);
  }

  void form(String no, String state, String decision, long position) {
    String json =
        "{\"no\":\"%s\",\"state\":\"%s\",\"decision\":\"%s\",\"recipient\":\"acme\",\"categories\":\"NAME\",\"at\":null}"
            .formatted(no, state, decision);
    row("forms", "forms", "{\"no\":\"" + no + "\"}", json, position);
  }

  void datedForm(String no, String state, String decision, String at, long position) {
    String json =
        "{\"no\":\"%s\",\"state\":\"%s\",\"decision\":\"%s\",\"recipient\":\"acme\",\"categories\":\"NAME\",\"at\":\"%s\"}"
            .formatted(no, state, decision, at);
    row("forms", "forms", "{\"no\":\"" + no + "\"}", json, position);
  }

  /** The records of one entity. */
  List<GenericRecord> of(String entity) {
    return records.entrySet().stream()
        .filter(e -> e.getKey().contains("/" + entity + "/"))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The consents of all students. */
  List<GenericRecord> decisions() {
    return consents.entrySet().stream()
        .filter(e -> e.getKey().contains("/consent/"))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The codes of all rejects so far, in their order. */
  List<String> codes() {
    return rejected.stream().map(r -> RejectHeaders.text(r.headers(), RejectHeaders.CODE)).toList();
  }

  /** The consent sources that this partition knows to be complete. */
  String complete() {
    return gate().get("completeSources").toString();
  }

  GenericRecord gate() {
    return consents.get("gate/0");
  }

  /** What was published last under this name since the last call; empty where nothing was. */
  String status(String name) {
    var out =
        driver.createOutputTopic(
            TOPICS.status(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    String last = "";
    while (!out.isEmpty()) {
      TestRecord<byte[], byte[]> record = out.readRecord();
      if (name.equals(new String(record.key(), StandardCharsets.UTF_8))) {
        last = new String(record.value(), StandardCharsets.UTF_8);
      }
    }
    return last;
  }

  /** Every row of the landing store, and whether it is gone but for its consents. */
  void landed(BiConsumer<StoredRow, Boolean> to) {
    KeyValueStore<Bytes, byte[]> marks = driver.getKeyValueStore(LandingProcessor.MARKS);
    KeyValueStore<Bytes, byte[]> rows = driver.getKeyValueStore(LandingProcessor.ROWS);
    try (KeyValueIterator<Bytes, byte[]> all = rows.all()) {
      all.forEachRemaining(
          entry ->
              to.accept(
                  StoredRow.of(entry.key.get(), entry.value),
                  StoredRow.denies(marks.get(entry.key))));
    }
  }

  /** The persons of the identity store, as its changelog has them, by key. */
  Map<String, StoredPerson> persons() {
    Map<String, StoredPerson> persons = new TreeMap<>();
    KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(IdentityProcessor.PERSONS);
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      all.forEachRemaining(
          entry ->
              StoredPerson.personOf(entry.key.get())
                  .ifPresent(key -> persons.put(key, StoredPerson.of(key, entry.value))));
    }
    return persons;
  }

  private void drain() {
    drain(TOPICS.records(), records);
    drain(TOPICS.consents(), consents);
    drain(TOPICS.reference(), reference);
    var out =
        driver.createOutputTopic(
            TOPICS.rejected(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    while (!out.isEmpty()) {
      rejected.add(out.readRecord());
    }
  }

  private void drain(String topic, Map<String, GenericRecord> into) {
    WireFormat wire = new WireFormat(ids);
    var out =
        driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    while (!out.isEmpty()) {
      TestRecord<byte[], byte[]> record = out.readRecord();
      String key = new String(record.key(), StandardCharsets.UTF_8);
      log.add(key + "=" + (record.value() == null ? null : wire.decode(record.value())));
      if (record.value() == null) {
        into.remove(key);
      } else {
        into.put(key, wire.decode(record.value()));
      }
    }
  }

  private TestInputTopic<byte[], byte[]> input(String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    driver.close();
  }
}
