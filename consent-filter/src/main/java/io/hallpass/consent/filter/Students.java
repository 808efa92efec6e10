package io.hallpass.consent.filter;

import io.hallpass.consent.decision.Consent;
import io.hallpass.consent.decision.ConsentReader;
import io.hallpass.consent.decision.Decider;
import io.hallpass.consent.decision.Release;
import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.avro.UnknownSchemaException;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.schemas.Entity;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The students of a task, with an index of the days on which a consent of theirs begins or ends.
 */
final class Students {
  private final KeyValueStore<byte[], byte[]> store;
  private final DueIndex due;
  private final WireFormat wire;
  private final Entity consentEntity;
  private final Map<UUID, Student> inMemory;

  Students(
      KeyValueStore<byte[], byte[]> store,
      DueIndex due,
      SchemaIds ids,
      Entity consentEntity,
      int inMemory) {
    this.store = store;
    this.due = due;
    this.wire = new WireFormat(ids);
    this.consentEntity = consentEntity;
    this.inMemory =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<UUID, Student> eldest) {
            return size() > inMemory;
          }
        };
  }

  /** The student with this id; one nothing is known of where it is new. */
  Student of(byte[] id) {
    ByteBuffer bytes = ByteBuffer.wrap(id);
    UUID key = new UUID(bytes.getLong(), bytes.getLong());
    Student known = inMemory.get(key);
    if (known == null) {
      byte[] stored = store.get(id);
      known = stored == null ? new Student(id) : Student.decode(id, stored);
      inMemory.put(key, known);
    }
    return known;
  }

  /**
   * Stores what changed of a student, and puts him in the index under his next day.
   *
   * @return whether a day of his has come, which the index does not say any more: he is to be
   *     decided again
   */
  boolean save(Student student, LocalDate today) {
    boolean come = student.dated() && student.due() <= today.toEpochDay();
    LocalDate next = Decider.nextChange(consents(student), today).orElse(null);
    if (student.dated()) {
      due.remove(student.due(), student.id());
    }
    student.due(next);
    if (student.dated()) {
      due.put(student.due(), student.id());
    }
    byte[] bytes = student.encode();
    if (bytes == null) {
      store.delete(student.id());
    } else {
      store.put(student.id(), bytes);
    }
    return come;
  }

  /**
   * What may be released of the student's records.
   *
   * @param era changes with the day and with the agreements
   */
  Release release(Student student, Decider decider, LocalDate today, int era) {
    if (!student.registered()) {
      return Release.NOTHING;
    }
    Release release = student.release(era);
    if (release == null) {
      release = decider.decide(consents(student), today);
      student.release(release, era);
    }
    return release;
  }

  private List<Consent> consents(Student student) {
    if (student.consents().isEmpty()) {
      return List.of();
    }
    List<Consent> read = student.read();
    if (read == null) {
      List<Consent> all = new ArrayList<>();
      student.consents().forEach((id, bytes) -> all.add(consent(student, id, bytes)));
      read = List.copyOf(all);
      student.read(read);
    }
    return read;
  }

  private Consent consent(Student student, UUID id, byte[] bytes) {
    try {
      GenericRecord value = wire.decode(bytes, consentEntity.schema());
      boolean his = Ids.text(student.id()).equals(String.valueOf(value.get("studentId")));
      return his ? ConsentReader.read(id, value) : Consent.unreadable(id);
    } catch (IllegalArgumentException | UnknownSchemaException e) {
      return Consent.unreadable(id);
    }
  }
}
