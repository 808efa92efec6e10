package io.hallpass.consent.filter;

import io.hallpass.runtime.settings.Agreement;
import io.hallpass.runtime.settings.Basis;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** Agreements in few words, for tests. */
final class Agree {
  static final LocalDate ALWAYS = LocalDate.of(2020, 1, 1);

  private Agree() {}

  /** An agreement whose id and recipient have the same name. */
  static Agreement with(String name, Basis basis, String... categories) {
    return of(name, name, basis, ALWAYS, null, categories);
  }

  /** On basis SCHOOL_OFFICIAL, with opt-out. */
  static Agreement optOut(String name, String... categories) {
    Agreement a = with(name, Basis.SCHOOL_OFFICIAL, categories);
    return new Agreement(
        a.id(),
        a.recipient(),
        a.purpose(),
        a.basis(),
        a.categories(),
        a.fields(),
        true,
        a.validFrom(),
        a.validUntil(),
        a.deleteBy());
  }

  static Agreement of(
      String id,
      String recipient,
      Basis basis,
      LocalDate from,
      LocalDate until,
      String... categories) {
    return new Agreement(
        id,
        recipient,
        "maps",
        basis,
        Set.of(categories),
        Set.of(),
        false,
        from,
        Optional.ofNullable(until),
        Optional.empty());
  }
}
