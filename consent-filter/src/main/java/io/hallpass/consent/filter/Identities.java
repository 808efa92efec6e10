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

  /** A record's key is longer: it ends with an id. */
  private static final int MARK = 2 * Ids.TEXT;

  private final WireFormat wire;

  Identities(SchemaIds ids) {
    this.wire = new WireFormat(ids);
  }

  /**
   * The number of the fence that this student's identity opens or, in the topic of records, puts
   * up, or of a passage; {@link #NONE} where the value is no identity of this student.
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

  /**
   * What follows the student's id in a key of {@code canonical.records}, where that is no record:
   * {@value #KEY} or a passage; else null.
   */
  static String mark(byte[] topicKey) {
    if (topicKey == null || topicKey.length <= Ids.TEXT + 1 || topicKey.length > MARK) {
      return null;
    }
    int start = Ids.TEXT + 1;
    String what = new String(topicKey, start, topicKey.length - start, StandardCharsets.UTF_8);
    boolean mark = what.equals(KEY) || Passages.isOne(what);
    return mark && student(topicKey) != null ? what : null;
  }

  /** The student with whose id the key begins; null where it does not. */
  static byte[] student(byte[] topicKey) {
    byte[] student = new byte[Ids.RAW];
    boolean his =
        topicKey != null
            && topicKey.length > Ids.TEXT + 1
            && topicKey[Ids.TEXT] == '/'
            && Ids.read(topicKey, 0, student, 0);
    return his ? student : null;
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
