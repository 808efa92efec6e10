package io.hallpass.consent.filter;

import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.avro.UnknownSchemaException;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.schemas.ControlSchemas;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Reads what follows the student's id in the keys of {@code canonical.consents}. */
final class Identities {
  static final String KEY = "identity";

  private final WireFormat wire;

  Identities(SchemaIds ids) {
    this.wire = new WireFormat(ids);
  }

  /** Whether the value says that this student is registered. */
  boolean says(byte[] value, byte[] student) {
    try {
      Object id = wire.decode(value, ControlSchemas.IDENTITY).get("studentId");
      return Ids.text(student).equals(String.valueOf(id));
    } catch (IllegalArgumentException | UnknownSchemaException e) {
      return false;
    }
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
