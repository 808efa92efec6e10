package io.hallpass.normalize.stream;

import io.hallpass.runtime.avro.UnknownSchemaException;
import io.hallpass.runtime.avro.WireFormat;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * What normalize itself writes into the bodies of consents: of students who are or were merged, and
 * of denials that no row owns any more. What cannot be read stays as it is: the filter takes it for
 * a denial of everything.
 */
public final class ConsentBodies {
  private static final UUID NOBODY = new UUID(0, 0);

  private final WireFormat wire;
  private final Schema schema;
  private final LongSupplier now;

  /**
   * For one district.
   *
   * @param schema of consents
   * @param now in milliseconds
   */
  public ConsentBodies(WireFormat wire, Schema schema, LongSupplier now) {
    this.wire = wire;
    this.schema = schema;
    this.now = now;
  }

  /** The same consent, filed for a student who is merged into the one who has it. */
  byte[] filed(UUID filed, byte[] body) {
    try {
      GenericRecord consent = wire.decode(StudentIds.put(NOBODY, body), schema);
      consent.put("filedFor", filed.toString());
      return StudentIds.cut(wire.encode(consent));
    } catch (IllegalArgumentException | UnknownSchemaException e) {
      return body;
    }
  }

  /** The same consent, decided now; the same bytes where it says when, or cannot be read. */
  public byte[] dated(byte[] body) {
    try {
      GenericRecord consent = wire.decode(StudentIds.put(NOBODY, body), schema);
      if (consent.get("decidedAt") != null) {
        return body;
      }
      consent.put("decidedAt", now.getAsLong());
      return StudentIds.cut(wire.encode(consent));
    } catch (IllegalArgumentException | UnknownSchemaException e) {
      return body;
    }
  }

  /**
   * The copy that somebody else keeps of a denial. It is a decision of now: what its keeper's
   * holders decided before must not end what was denied for another child, and what they decide
   * later must.
   */
  byte[] copied(byte[] body) {
    try {
      GenericRecord consent = wire.decode(StudentIds.put(NOBODY, body), schema);
      long decidedAt = consent.get("decidedAt") instanceof Long at ? at : Long.MIN_VALUE;
      consent.put("decidedAt", Math.max(decidedAt, now.getAsLong()));
      return StudentIds.cut(wire.encode(consent));
    } catch (IllegalArgumentException | UnknownSchemaException e) {
      return body;
    }
  }
}
