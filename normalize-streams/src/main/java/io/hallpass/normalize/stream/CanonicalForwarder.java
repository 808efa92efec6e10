package io.hallpass.normalize.stream;

import io.hallpass.normalize.NormalizeTopology;
import io.hallpass.normalize.StatusCounts;
import io.hallpass.normalize.identity.Counts;
import io.hallpass.normalize.identity.ItemId;
import io.hallpass.normalize.identity.Lane;
import io.hallpass.normalize.identity.Message;
import io.hallpass.normalize.identity.MessageCodec;
import io.hallpass.normalize.identity.Out;
import io.hallpass.normalize.identity.Passage;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.runtime.topics.CanonicalKey;
import io.hallpass.schemas.ControlSchemas;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes stage 2's effects to the canonical topics and to the loop, with the wall clock as their
 * time.
 */
final class CanonicalForwarder implements Out {
  private final ProcessorContext<byte[], byte[]> context;
  private final WireFormat wire;
  private final ConsentBodies bodies;
  private final StatusCounts counts;
  private final Consumer<Counts> gate;

  CanonicalForwarder(
      ProcessorContext<byte[], byte[]> context,
      WireFormat wire,
      ConsentBodies bodies,
      StatusCounts counts,
      Consumer<Counts> gate) {
    this.context = context;
    this.wire = wire;
    this.bodies = bodies;
    this.counts = counts;
    this.gate = gate;
  }

  @Override
  public void counted(Counts now) {
    gate.accept(now);
  }

  @Override
  public void send(Message message) {
    String sink =
        message.lane() == Lane.CONSENTS
            ? NormalizeTopology.MOVES_CONSENTS
            : NormalizeTopology.MOVES;
    forward(sink, message.person().getBytes(StandardCharsets.UTF_8), MessageCodec.encode(message));
  }

  @Override
  public void release(UUID student, ItemId item, byte[] payload) {
    forward(sink(item), key(student, item), StudentIds.put(student, payload));
    counts.add(item.consent() ? "consents" : "records", 1);
  }

  @Override
  public void releaseConsent(UUID student, UUID filed, ItemId item, byte[] payload) {
    release(student, item, filed.equals(student) ? payload : bodies.filed(filed, payload));
  }

  @Override
  public byte[] copied(byte[] earlier, byte[] payload) {
    return bodies.copied(earlier, payload);
  }

  @Override
  public void retract(UUID student, ItemId item) {
    forward(sink(item), key(student, item), null);
    counts.add("retracted", 1);
  }

  @Override
  public void releaseReference(ItemId item, byte[] payload) {
    forward(
        NormalizeTopology.STAFF,
        CanonicalKey.reference(item.entity(), item.recordId()).bytes(),
        payload);
    counts.add("staff", 1);
  }

  @Override
  public void retractReference(ItemId item) {
    forward(
        NormalizeTopology.STAFF,
        CanonicalKey.reference(item.entity(), item.recordId()).bytes(),
        null);
    counts.add("retracted", 1);
  }

  @Override
  public void identity(UUID student, long fence) {
    forward(NormalizeTopology.CONSENTS, identityKey(student), numbered(student, fence));
  }

  @Override
  public void fence(UUID student, long fence) {
    forward(NormalizeTopology.RECORDS, identityKey(student), numbered(student, fence));
  }

  @Override
  public void passageInConsents(Passage passage) {
    passage(NormalizeTopology.CONSENTS, passage);
  }

  @Override
  public void passageInRecords(Passage passage) {
    passage(NormalizeTopology.RECORDS, passage);
  }

  /** Each partition numbers its own. */
  private void passage(String sink, Passage passage) {
    String key =
        passage.student()
            + (passage.comes() ? "/comes/" : "/leaves/")
            + context.taskId().partition();
    forward(
        sink,
        key.getBytes(StandardCharsets.US_ASCII),
        numbered(passage.student(), passage.number()));
  }

  private byte[] numbered(UUID student, long fence) {
    GenericRecord identity = new GenericData.Record(ControlSchemas.IDENTITY);
    identity.put("studentId", student.toString());
    identity.put("fence", fence);
    return wire.encode(identity);
  }

  @Override
  public void identityGone(UUID student) {
    forward(NormalizeTopology.CONSENTS, identityKey(student), null);
  }

  private static String sink(ItemId item) {
    return item.consent() ? NormalizeTopology.CONSENTS : NormalizeTopology.RECORDS;
  }

  private static byte[] key(UUID student, ItemId item) {
    return CanonicalKey.student(student, item.entity(), item.recordId()).bytes();
  }

  private static byte[] identityKey(UUID student) {
    return (student + "/identity").getBytes(StandardCharsets.US_ASCII);
  }

  private void forward(String sink, byte[] key, byte[] value) {
    context.forward(
        new Record<>(key, value, context.currentSystemTimeMs(), new RecordHeaders()), sink);
  }
}
