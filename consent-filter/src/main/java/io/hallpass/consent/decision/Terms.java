package io.hallpass.consent.decision;

import io.hallpass.runtime.settings.Agreement;
import io.hallpass.runtime.settings.Basis;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** One agreement, laid over the catalogue. */
final class Terms {
  private final Agreement agreement;
  private final int recipient;
  private final int categories;
  private final long[] named;

  /**
   * @param recipient its number
   * @param directory the fields the district designated as directory information
   */
  Terms(Agreement agreement, int recipient, List<Entity> entities, Set<String> directory) {
    this.agreement = agreement;
    this.recipient = recipient;
    this.categories = Categories.ofAgreement(agreement.categories());
    this.named = new long[entities.size()];
    for (int i = 0; i < named.length; i++) {
      for (Field field : entities.get(i).fields()) {
        String name = entities.get(i).name() + "." + field.name();
        boolean narrowed = !agreement.fields().isEmpty() && !agreement.fields().contains(name);
        boolean undesignated = agreement.basis() == Basis.DIRECTORY && !directory.contains(name);
        named[i] |= narrowed || undesignated ? 0 : field.bit();
      }
    }
  }

  Agreement agreement() {
    return agreement;
  }

  int recipient() {
    return recipient;
  }

  /** The categories that pass on this day, for students with these consents. */
  int allowed(List<Consent> sorted, LocalDate day) {
    int inForce = inForce(day);
    boolean grantNeeded = agreement.basis() == Basis.CONSENT;
    if (inForce == 0 || !agreement.deniable()) {
      return inForce;
    }
    if (sorted.isEmpty()) {
      return grantNeeded ? 0 : inForce;
    }
    Positions said = Positions.of(sorted, agreement.recipient(), agreement.purpose(), day);
    return inForce & ~said.denied() & (grantNeeded ? said.granted() : Categories.ALL);
  }

  /** The categories of the agreement where it is valid on this day, else none. */
  int inForce(LocalDate day) {
    boolean valid =
        !day.isBefore(agreement.validFrom())
            && agreement.validUntil().map(day::isBefore).orElse(true);
    return valid ? categories : 0;
  }

  /** The fields of one entity that these categories release. */
  long fields(int index, Entity entity, int allowed) {
    if ((allowed & entity.category().bit()) == 0) {
      return 0;
    }
    return entity.fieldsOf(allowed) & named[index];
  }
}
