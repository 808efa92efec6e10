package io.hallpass.normalize.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/**
 * A denial or a revocation of a merged student, on its way to a person who keeps a copy of it after
 * a split. What is copied is always the first one, so merging and splitting again makes no copies
 * of copies.
 *
 * @param consent the record id of the denial that was recorded
 * @param version of it; a copy follows a newer one
 * @param payload as in {@link MappedRecord}
 */
public record Denial(UUID consent, long version, byte[] payload) {
  /** Checks the parts. */
  public Denial {
    Objects.requireNonNull(consent, "consent");
    Objects.requireNonNull(payload, "payload");
  }

  /** The denial of which this is a copy that {@code holder} keeps; itself where it is none. */
  static Denial of(String holder, People.Kept kept) {
    UUID id = kept.item().recordId();
    UUID consent = kept.copy() ? mixed(id, holder) : id;
    return new Denial(consent, kept.version(), kept.content().payload());
  }

  /** The item of the copy that {@code holder} keeps; no two persons' copies are the same item. */
  ItemId item(String holder) {
    return new ItemId(ItemId.CONSENT, mixed(consent, holder));
  }

  /** Mixed twice with the same name an id is itself again. */
  private static UUID mixed(UUID id, String name) {
    UUID other = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return new UUID(
        id.getMostSignificantBits() ^ other.getMostSignificantBits(),
        id.getLeastSignificantBits() ^ other.getLeastSignificantBits());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Denial that
        && consent.equals(that.consent)
        && version == that.version
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return Objects.hash(consent, version, Arrays.hashCode(payload));
  }

  /** Names no value. */
  @Override
  public String toString() {
    return "Denial[" + consent + "]";
  }
}
