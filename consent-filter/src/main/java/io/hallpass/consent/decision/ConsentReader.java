package io.hallpass.consent.decision;

import io.hallpass.consent.decision.Consent.Holder;
import io.hallpass.consent.decision.Consent.Verdict;
import io.hallpass.runtime.topics.Names;
import io.hallpass.schemas.Category;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.GenericRecord;

/**
 * Reads a record of entity {@code consent}. What cannot be read is a denial of everything for its
 * student: an unknown decision or category, a recipient that is none, {@code *} in a grant, a
 * dimension that a grant or a revocation leaves out, an end before the beginning.
 */
public final class ConsentReader {
  private ConsentReader() {}

  /**
   * The consent this record holds; never fails.
   *
   * @param id of the record
   */
  public static Consent read(UUID id, GenericRecord value) {
    try {
      return readable(id, value);
    } catch (IllegalArgumentException
        | ClassCastException
        | DateTimeException
        | AvroRuntimeException e) {
      return Consent.unreadable(id);
    }
  }

  private static Consent readable(UUID id, GenericRecord value) {
    Verdict verdict = Verdict.valueOf(text(value, "decision"));
    Optional<LocalDate> from = day(value, "validFrom");
    Optional<LocalDate> until = day(value, "validUntil");
    if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
      throw new IllegalArgumentException("ends before it begins");
    }
    String purpose = text(value, "purpose");
    return new Consent(
        id,
        verdict,
        recipient(verdict, text(value, "recipient")),
        purpose.equals(Consent.ANY) ? "" : purpose,
        categories(verdict, (Collection<?>) value.get("categories")),
        from,
        until,
        Optional.ofNullable((Long) value.get("decidedAt")).map(Instant::ofEpochMilli),
        new Holder(text(value, "holderRole"), text(value, "holderName"), text(value, "filedFor")));
  }

  private static String recipient(Verdict verdict, String written) {
    if (written.equals(Consent.ANY) || (written.isEmpty() && verdict == Verdict.DENY)) {
      if (verdict == Verdict.GRANT) {
        throw new IllegalArgumentException("a grant names its recipient");
      }
      return Consent.ANY;
    }
    return Names.require("recipient", written);
  }

  private static int categories(Verdict verdict, Collection<?> written) {
    if (written == null || written.isEmpty()) {
      if (verdict == Verdict.DENY) {
        return Categories.ALL;
      }
      throw new IllegalArgumentException("names no category");
    }
    int bits = 0;
    for (Object name : written) {
      if (name.toString().equals(Consent.ANY) && verdict != Verdict.GRANT) {
        bits = Categories.ALL;
      } else {
        bits |= Category.valueOf(name.toString()).bit();
      }
    }
    return bits;
  }

  private static String text(GenericRecord value, String field) {
    Object text = value.get(field);
    return text == null ? "" : text.toString().strip();
  }

  private static Optional<LocalDate> day(GenericRecord value, String field) {
    return Optional.ofNullable((Integer) value.get(field)).map(LocalDate::ofEpochDay);
  }
}
