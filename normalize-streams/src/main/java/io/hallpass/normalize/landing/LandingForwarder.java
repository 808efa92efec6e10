package io.hallpass.normalize.landing;

import io.hallpass.normalize.NormalizeTopology;
import io.hallpass.normalize.StatusCounts;
import io.hallpass.normalize.identity.ItemId;
import io.hallpass.normalize.identity.Lane;
import io.hallpass.normalize.identity.Message;
import io.hallpass.normalize.identity.MessageCodec;
import io.hallpass.normalize.stream.ConsentBodies;
import io.hallpass.normalize.stream.PersonLane;
import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.runtime.topics.CanonicalKey;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.ErrorCode;
import io.hallpass.runtime.topics.RawHeaders;
import io.hallpass.runtime.topics.RejectHeaders;
import io.hallpass.schemas.Catalogue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Writes a landing step's effects to the topology's sinks, with the wall clock as their time. */
final class LandingForwarder implements LandingOut, Completeness.Voice {
  private static final String SOURCE = "hallpass.source";
  private static final String RESOURCE = "hallpass.resource";
  private static final String PARTITION = "hallpass.partition";

  private final ProcessorContext<byte[], byte[]> context;
  private final DistrictTopics topics;
  private final Catalogue catalogue;
  private final SchemaIds schemaIds;
  private final StatusCounts counts;
  private final Map<String, Integer> ids = new HashMap<>();
  private final ConsentBodies bodies;
  private RecordMetadata from;

  LandingForwarder(
      ProcessorContext<byte[], byte[]> context,
      DistrictTopics topics,
      Catalogue catalogue,
      SchemaIds schemaIds,
      StatusCounts counts) {
    this.context = context;
    this.topics = topics;
    this.catalogue = catalogue;
    this.schemaIds = schemaIds;
    this.counts = counts;
    this.bodies =
        new ConsentBodies(
            new WireFormat(schemaIds),
            catalogue.entity(ItemId.CONSENT).orElseThrow().schema(),
            context::currentSystemTimeMs);
  }

  /** Remembers where the record that is being processed stood, for rejects. */
  RecordMetadata at() {
    from = context.recordMetadata().orElseThrow();
    return from;
  }

  /** What follows is about a record that was put aside. */
  void at(RawRecord record) {
    String topic = topics.raw(record.source(), record.resource());
    from = new Place(topic, context.taskId().partition(), record.offset());
  }

  /** What follows is about rows of which only the landing store knows. */
  void atNoRecord() {
    from = null;
  }

  private record Place(String topic, int partition, long offset) implements RecordMetadata {}

  @Override
  public void send(Message message) {
    byte[] person = message.person().getBytes(StandardCharsets.UTF_8);
    String sink =
        message.lane() == Lane.CONSENTS
            ? NormalizeTopology.PERSONS_CONSENTS
            : NormalizeTopology.PERSONS;
    forward(sink, person, MessageCodec.encode(message), new RecordHeaders());
  }

  @Override
  public void reference(String entity, UUID recordId, byte[] body) {
    forward(
        NormalizeTopology.REFERENCE,
        CanonicalKey.reference(entity, recordId).bytes(),
        payload(entity, body),
        new RecordHeaders());
  }

  @Override
  public void referenceGone(String entity, UUID recordId) {
    forward(
        NormalizeTopology.REFERENCE,
        CanonicalKey.reference(entity, recordId).bytes(),
        null,
        new RecordHeaders());
  }

  @Override
  public void reject(RowKey key, byte[] row, ErrorCode code, String field) {
    Headers headers =
        RejectHeaders.write(
            new RecordHeaders(), code, field, key.source(), key.resource(), where());
    forward(NormalizeTopology.REJECTED, key.key(), row, headers);
    count(key.source(), "rejected." + code);
  }

  @Override
  public byte[] payload(String entity, byte[] body) {
    int id =
        ids.computeIfAbsent(
            entity, name -> schemaIds.idOf(catalogue.entity(name).orElseThrow().schema()));
    return ByteBuffer.allocate(1 + Integer.BYTES + body.length)
        .put((byte) 0)
        .putInt(id)
        .put(body)
        .array();
  }

  @Override
  public byte[] dated(byte[] payload) {
    return bodies.dated(payload);
  }

  @Override
  public void count(String source, String what) {
    count(source, what, 1);
  }

  /** Adds to a count of the source. */
  void count(String source, String what, long n) {
    counts.add(source + "." + what, n);
  }

  /** A vendor's row, to its place by the mapping's key. */
  void rekeyed(RowKey key, byte[] row, long position) {
    Headers headers = named(key);
    headers.add(RawHeaders.POSITION, RawHeaders.position(position));
    forward(NormalizeTopology.REKEYED, key.key(), row, headers);
  }

  /** The vendor's end of this partition, behind its rows, to wherever they went. */
  void said(String source, String resource, long position) {
    Headers headers = named(new RowKey(source, resource, new byte[0]));
    headers.add(RawHeaders.POSITION, RawHeaders.position(position));
    headers.add(PARTITION, RawHeaders.position(context.taskId().partition()));
    forward(NormalizeTopology.REKEYED, null, null, headers);
  }

  private static Headers named(RowKey key) {
    Headers headers = new RecordHeaders();
    headers.add(SOURCE, key.source().getBytes(StandardCharsets.UTF_8));
    headers.add(RESOURCE, key.resource().getBytes(StandardCharsets.UTF_8));
    return headers;
  }

  /** Whose end {@link #said} sent: the partition of the vendor's topic. */
  static int partition(Headers headers) {
    return (int) ByteBuffer.wrap(headers.lastHeader(PARTITION).value()).getLong();
  }

  /** The row that {@link #rekeyed} sent. */
  static RowKey rowKey(Headers headers, byte[] key) {
    return new RowKey(
        RejectHeaders.text(headers, SOURCE), RejectHeaders.text(headers, RESOURCE), key);
  }

  @Override
  public void consents(String source, boolean complete) {
    int partition = context.taskId().partition();
    Headers headers =
        complete
            ? PersonLane.complete(source, partition)
            : PersonLane.incomplete(source, partition);
    forward(NormalizeTopology.PERSONS_CONSENTS, null, null, headers);
  }

  void status(byte[] json) {
    byte[] key = ("landing/" + context.taskId().partition()).getBytes(StandardCharsets.UTF_8);
    forward(NormalizeTopology.LANDING_STATUS, key, json, new RecordHeaders());
  }

  private String where() {
    return from == null
        ? topics.district()
        : from.topic() + "-" + from.partition() + "@" + from.offset();
  }

  private void forward(String sink, byte[] key, byte[] value, Headers headers) {
    context.forward(new Record<>(key, value, context.currentSystemTimeMs(), headers), sink);
  }
}
