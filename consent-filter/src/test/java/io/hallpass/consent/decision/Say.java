package io.hallpass.consent.decision;

import io.hallpass.consent.decision.Consent.Holder;
import io.hallpass.consent.decision.Consent.Verdict;
import io.hallpass.runtime.settings.Agreement;
import io.hallpass.runtime.settings.Basis;
import io.hallpass.schemas.Category;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Agreements and consents in few words, for tests. */
final class Say {
  static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
  static final Holder MOTHER = new Holder("parent", "A");
  static final Holder FATHER = new Holder("parent", "B");

  private Say() {}

  static Agreement agreement(Basis basis, String... categories) {
    return new Agreement(
        "a-" + basis,
        "acme",
        "maps",
        basis,
        Set.of(categories),
        Set.of(),
        false,
        TODAY.minusYears(1),
        Optional.empty(),
        Optional.empty());
  }

  static Agreement withOptOut(Agreement a) {
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

  static Agreement only(Agreement a, String... fields) {
    return new Agreement(
        a.id(),
        a.recipient(),
        a.purpose(),
        a.basis(),
        a.categories(),
        Set.of(fields),
        a.optOutAllowed(),
        a.validFrom(),
        a.validUntil(),
        a.deleteBy());
  }

  static Agreement valid(Agreement a, LocalDate from, LocalDate until) {
    return new Agreement(
        a.id(),
        a.recipient(),
        a.purpose(),
        a.basis(),
        a.categories(),
        a.fields(),
        a.optOutAllowed(),
        from,
        Optional.ofNullable(until),
        a.deleteBy());
  }

  static Agreement to(String recipient, String id, Agreement a) {
    return new Agreement(
        id,
        recipient,
        a.purpose(),
        a.basis(),
        a.categories(),
        a.fields(),
        a.optOutAllowed(),
        a.validFrom(),
        a.validUntil(),
        a.deleteBy());
  }

  /** A consent of the mother about acme, decided on this day of 2026-01; day 0 is not dated. */
  static Consent consent(Verdict verdict, int day, Category... categories) {
    int bits = categories.length == 0 ? Categories.ALL : 0;
    for (Category category : categories) {
      bits |= category.bit();
    }
    return new Consent(
        new UUID(0, day),
        verdict,
        "acme",
        "",
        bits,
        Optional.empty(),
        Optional.empty(),
        day == 0
            ? Optional.empty()
            : Optional.of(Instant.parse("2026-01-01T12:00:00Z").plusSeconds(86_400L * (day - 1))),
        MOTHER);
  }

  static Consent by(Holder holder, Consent c) {
    return new Consent(
        c.id(),
        c.verdict(),
        c.recipient(),
        c.purpose(),
        c.categories(),
        c.validFrom(),
        c.validUntil(),
        c.decidedAt(),
        holder);
  }

  static Consent about(String recipient, String purpose, Consent c) {
    return new Consent(
        c.id(),
        c.verdict(),
        recipient,
        purpose,
        c.categories(),
        c.validFrom(),
        c.validUntil(),
        c.decidedAt(),
        c.holder());
  }

  static Consent valid(Consent c, LocalDate from, LocalDate until) {
    return new Consent(
        c.id(),
        c.verdict(),
        c.recipient(),
        c.purpose(),
        c.categories(),
        Optional.ofNullable(from),
        Optional.ofNullable(until),
        c.decidedAt(),
        c.holder());
  }
}
