package io.hallpass.normalize.identity;

import java.util.Objects;
import java.util.UUID;

/**
 * Names one thing that a raw row emits, for as long as the row lives. Only that one row ever emits
 * it.
 *
 * @param entity the canonical entity, or for a registration any name that no entity has
 * @param recordId the keyed hash that stands for the vendor's own id
 */
public record ItemId(String entity, UUID recordId) {
  /** The entity whose items have their own lane and go in front of a student's other records. */
  public static final String CONSENT = "consent";

  /** Checks that both parts are there. */
  public ItemId {
    Objects.requireNonNull(entity, "entity");
    Objects.requireNonNull(recordId, "recordId");
  }

  /** True of items of the entity {@value #CONSENT}. */
  public boolean consent() {
    return entity.equals(CONSENT);
  }

  /** The lane that every message about this item uses. */
  public Lane lane() {
    return consent() ? Lane.CONSENTS : Lane.BULK;
  }
}
