package io.hallpass.consent.filter;

import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.avro.UnknownSchemaException;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.schemas.ControlSchemas;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;

/** Reads what follows the student's id in the keys of {@code canonical.consents}. */
final class Identities {
  static final String KEY = "identity";
  static final long NONE = -1;

  private final WireFormat wire;

  Identities(SchemaIds ids) {
    this.wire = new WireFormat(ids);
  }

  /**
   * The number of the fence that this student's identity opens or, in the topic of records, puts
   * up; {@link #NONE} where the value is no identity of this student.
   */
  long fence(byte[] value, byte[] student) {
    try {
      GenericRecord identity = wire.decode(value, ControlSchemas.IDENTITY);
      boolean his = Ids.text(student).equals(String.valueOf(identity.get("studentId")));
      return his ? (Long) identity.get("fence") : NONE;
    } catch (IllegalArgumentException | UnknownSchemaException e) {
      return NONE;
    }
  }

  /** The student whose identity has this key; null where it is another key. */
  static byte[] student(byte[] topicKey) {
    byte[] student = new byte[Ids.RAW];
    boolean identity =
        topicKey != null
            && topicKey.length == Ids.TEXT + 1 + KEY.length()
            && new String(topicKey, Ids.TEXT, KEY.length() + 1, StandardCharsets.UTF_8)
                .equals("/" + KEY);
    return identity && Ids.read(topicKey, 0, student, 0) ? student : null;
  }

  /**
   * The id of a consent with the key {@code <student>/consent/<id>}. A key of another form has an
   * id too, so that what cannot be understood is not lost: it is read as a denial.
   */
  static UUID consent(String what) {
    byte[] text = what.getBytes(StandardCharsets.UTF_8);
    byte[] raw = new byte[Ids.RAW];
    int start = text.length - Ids.TEXT;
    return Ids.read(text, start, raw, 0)
        ? UUID.fromString(what.substring(what.length() - Ids.TEXT))
        : UUID.nameUUIDFromBytes(text);
  }
}
