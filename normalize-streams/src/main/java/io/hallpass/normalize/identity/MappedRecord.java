package io.hallpass.normalize.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A mapped record of a person.
 *
 * @param role whose record it is
 * @param also other person keys of the same student; each is claimed for as long as the record
 *     lives. Means nothing in other roles than {@link Role#STUDENT}
 * @param withholds true of a consent that denies or revokes; only in role {@link Role#STUDENT}
 * @param payload opaque bytes, handed on as they are; must not be changed afterwards
 */
public record MappedRecord(Role role, List<String> also, boolean withholds, byte[] payload)
    implements Content {

  /** Checks and copies. */
  public MappedRecord {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(payload, "payload");
    also = List.copyOf(also);
    also.forEach(Keys::check);
    if (role == Role.DUPLICATE) {
      throw new IllegalArgumentException("no record is a duplicate's");
    }
    if (withholds && role != Role.STUDENT) {
      throw new IllegalArgumentException("only a student's record can withhold");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MappedRecord that
        && role == that.role
        && withholds == that.withholds
        && also.equals(that.also)
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return 31 * Objects.hash(role, also, withholds) + Arrays.hashCode(payload);
  }

  /** Names no value. */
  @Override
  public String toString() {
    return "MappedRecord[" + role + "]";
  }
}
