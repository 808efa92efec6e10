package io.hallpass.normalize.stream;

import io.hallpass.runtime.avro.UnknownSchemaException;
import io.hallpass.runtime.avro.WireFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * What normalize itself writes into the bodies of consents: of students who are or were merged, and
 * of denials and revocations that no row owns any more. What cannot be read stays as it is: the
 * filter takes it for a denial of everything.
 */
public final class ConsentBodies {
  private static final String DECIDED_AT = "decidedAt";
  private static final String FILED_FOR = "filedFor";

  /** Filed for nobody a revocation ends grants, and no denial: there is none but of somebody. */
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

  /**
   * The same consent, filed for a student who is merged into the one who has it; the same bytes
   * where it is nobody's any more.
   */
  byte[] filed(UUID filed, byte[] body) {
    return changed(
        body,
        consent -> {
          boolean somebodys = !NOBODY.toString().equals(String.valueOf(consent.get(FILED_FOR)));
          if (somebodys) {
            consent.put(FILED_FOR, filed.toString());
          }
          return somebodys;
        });
  }

  /**
   * The same denial or revocation, decided now; the same bytes where it says when, or cannot be
   * read. A revocation without a date ends grants only, and still does.
   */
  public byte[] dated(byte[] body) {
    return changed(
        body,
        consent -> {
          if (consent.get(DECIDED_AT) != null) {
            return false;
          }
          consent.put(DECIDED_AT, now.getAsLong());
          if (revokes(consent)) {
            consent.put(FILED_FOR, NOBODY.toString());
          }
          return true;
        });
  }

  /**
   * The copy that somebody else keeps of a denial or a revocation. A denial is a decision of now:
   * what its keeper's holders decided before must not end what was denied for another child, and
   * what they decide later must. A revocation keeps its date, as what they granted since holds; it
   * ends none of their denials, and takes the place of no denial that was copied before.
   *
   * @param earlier the copy until now, or null
   */
  byte[] copied(byte[] earlier, byte[] body) {
    if (earlier != null && revokes(body) && !revokes(earlier)) {
      return earlier;
    }
    return changed(
        body,
        consent -> {
          Long decidedAt = (Long) consent.get(DECIDED_AT);
          if (revokes(consent)) {
            consent.put(DECIDED_AT, decidedAt == null ? now.getAsLong() : decidedAt);
            consent.put(FILED_FOR, NOBODY.toString());
          } else {
            long least = decidedAt == null ? Long.MIN_VALUE : decidedAt;
            consent.put(DECIDED_AT, Math.max(least, now.getAsLong()));
          }
          return true;
        });
  }

  private boolean revokes(byte[] body) {
    return read(body).filter(ConsentBodies::revokes).isPresent();
  }

  private static boolean revokes(GenericRecord consent) {
    return "REVOKE".equals(String.valueOf(consent.get("decision")));
  }

  /** The body after the change; as it is where there is none, or where it cannot be read. */
  private byte[] changed(byte[] body, Predicate<GenericRecord> change) {
    return read(body)
        .filter(change)
        .map(consent -> StudentIds.cut(wire.encode(consent)))
        .orElse(body);
  }

  private Optional<GenericRecord> read(byte[] body) {
    try {
      return Optional.of(wire.decode(StudentIds.put(NOBODY, body), schema));
    } catch (IllegalArgumentException | UnknownSchemaException e) {
      return Optional.empty();
    }
  }
}
