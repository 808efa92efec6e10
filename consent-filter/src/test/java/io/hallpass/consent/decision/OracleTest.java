package io.hallpass.consent.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.consent.SmallVocabulary;
import io.hallpass.consent.decision.Consent.Holder;
import io.hallpass.consent.decision.Consent.Verdict;
import io.hallpass.runtime.settings.Agreement;
import io.hallpass.runtime.settings.Basis;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Category;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Random agreements and consents, decided and looked up in the design's table field by field. */
class OracleTest {
  private static final int AGREEMENTS = 2_500;
  private static final int CONSENTS = 100;
  private static final Catalogue CATALOGUE = SmallVocabulary.catalogue();
  private static final List<String> RECIPIENTS = List.of("acme", "bolt");
  private static final List<String> CATEGORIES =
      List.of(
          "*",
          "ENROLLMENT",
          "NAME",
          "CONTACT",
          "HEALTH",
          "STAFF",
          "ASSESSMENT",
          "MEAL_STATUS",
          "ORGANIZATION",
          "NOTHING");
  private static final List<String> FIELDS =
      List.of("pupil.name", "pupil.grade", "visit.reason", "score.meal", "school.title", "x.y");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void everyDecisionIsTheTables() {
    for (int i = 0; i < AGREEMENTS; i++) {
      List<Agreement> agreements = new ArrayList<>();
      for (int n = random.nextInt(4); n >= 0; n--) {
        agreements.add(agreement("a" + n));
      }
      Set<String> directory = some(FIELDS, 3);
      Decider decider = new Decider(CATALOGUE, directory, agreements);
      for (int j = 0; j < CONSENTS; j++) {
        List<Consent> consents = new ArrayList<>();
        for (int n = random.nextInt(6); n > 0; n--) {
          consents.add(consent());
        }
        compare(decider, agreements, directory, consents, day());
      }
    }
  }

  private void compare(
      Decider decider,
      List<Agreement> agreements,
      Set<String> directory,
      List<Consent> consents,
      LocalDate today) {
    Release release = decider.decide(consents, today);
    for (int e = 0; e < decider.entities().size(); e++) {
      Entity entity = decider.entities().get(e);
      for (int r = 0; r < decider.recipients().size(); r++) {
        long free = 0;
        long gated = 0;
        for (Agreement agreement : agreements) {
          if (!agreement.recipient().equals(decider.recipients().get(r))) {
            continue;
          }
          for (Field field : entity.fields()) {
            if (!Table.releases(agreement, directory, entity, field, consents, today)) {
              continue;
            }
            if (agreement.deniable()) {
              gated |= field.bit();
            } else {
              free |= field.bit();
            }
          }
        }
        String where = "seed " + seed + ", " + entity.name();
        assertThat(release.free(r, e)).as(where).isEqualTo(free);
        assertThat(release.gated(r, e)).as(where).isEqualTo(gated);
      }
    }
  }

  private Agreement agreement(String id) {
    LocalDate from = day();
    return new Agreement(
        id,
        one(RECIPIENTS),
        one(List.of("maps", "ads")),
        one(List.of(Basis.values())),
        some(CATEGORIES, 5),
        random.nextInt(3) == 0 ? some(FIELDS, 3) : Set.of(),
        random.nextBoolean(),
        from,
        random.nextBoolean() ? Optional.empty() : Optional.of(day()),
        Optional.empty());
  }

  private Consent consent() {
    int categories = 0;
    for (int n = random.nextInt(4); n >= 0; n--) {
      categories |= one(List.of(Category.values())).bit();
    }
    return new Consent(
        new UUID(random.nextLong(), random.nextLong()),
        one(List.of(Verdict.values())),
        one(List.of("acme", "bolt", "*")),
        one(List.of("", "maps", "ads")),
        random.nextInt(3) == 0 ? Categories.ALL : categories,
        random.nextInt(3) == 0 ? Optional.of(day()) : Optional.empty(),
        random.nextInt(3) == 0 ? Optional.of(day()) : Optional.empty(),
        random.nextInt(4) == 0 ? Optional.empty() : Optional.of(decidedAt()),
        one(
            List.of(
                Holder.UNNAMED,
                Say.MOTHER,
                Say.FATHER,
                new Holder("", "", "duplicate"),
                new Holder(Say.MOTHER.role(), Say.MOTHER.name(), "duplicate"))));
  }

  /** Long ago, or around the days on which is decided, now and then at midnight. */
  private Instant decidedAt() {
    return random.nextBoolean()
        ? Instant.ofEpochSecond(random.nextInt(4))
        : Instant.parse("2025-12-31T00:00:00Z").plus(Duration.ofHours(6 * random.nextInt(36)));
  }

  private LocalDate day() {
    return LocalDate.of(2026, 1, 1).plusDays(random.nextInt(5));
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private Set<String> some(List<String> all, int most) {
    Set<String> some = new HashSet<>();
    for (int n = random.nextInt(most + 1); n > 0; n--) {
      some.add(one(all));
    }
    return some;
  }

  /** The table of the design, read word for word, one field at a time. */
  private static final class Table {
    static boolean releases(
        Agreement a,
        Set<String> directory,
        Entity entity,
        Field field,
        List<Consent> consents,
        LocalDate today) {
      if (field.key()
          || today.isBefore(a.validFrom())
          || (a.validUntil().isPresent() && !today.isBefore(a.validUntil().get()))) {
        return false;
      }
      String name = entity.name() + "." + field.name();
      if (!a.fields().isEmpty() && !a.fields().contains(name)) {
        return false;
      }
      if (a.basis() == Basis.DIRECTORY && !directory.contains(name)) {
        return false;
      }
      boolean reference = entity.keyFields() == 1;
      for (Category category : List.of(entity.category(), field.category().orElseThrow())) {
        boolean named = a.categories().contains(category.name());
        boolean starred = a.categories().contains("*") && !category.namedOnly();
        if (!named && !starred) {
          return false;
        }
        if (reference) {
          continue;
        }
        boolean denied = says(Verdict.DENY, a, category, consents, today);
        boolean granted = says(Verdict.GRANT, a, category, consents, today);
        boolean passes =
            switch (a.basis()) {
              case DISTRICT -> true;
              case SCHOOL_OFFICIAL -> !a.optOutAllowed() || !denied;
              case DIRECTORY -> !denied;
              case CONSENT -> granted && !denied;
            };
        if (!passes) {
          return false;
        }
      }
      return true;
    }

    private static boolean says(
        Verdict verdict, Agreement a, Category category, List<Consent> consents, LocalDate today) {
      // A denial ends only for the one of two merged students for whom it was filed.
      Function<Consent, Object> who =
          verdict == Verdict.DENY
              ? Consent::holder
              : c -> List.of(c.holder().role(), c.holder().name());
      for (Object holder : consents.stream().map(who).distinct().toList()) {
        List<Consent> his = new ArrayList<>();
        for (Consent c : consents) {
          boolean begun = c.validFrom().isEmpty() || !today.isBefore(c.validFrom().get());
          boolean over = c.validUntil().isPresent() && !today.isBefore(c.validUntil().get());
          boolean him = who.apply(c).equals(holder);
          boolean them = c.recipient().equals("*") || c.recipient().equals(a.recipient());
          boolean use = c.purpose().isEmpty() || c.purpose().equals(a.purpose());
          boolean about = (c.categories() & category.bit()) != 0;
          if (begun && !over && him && them && use && about) {
            his.add(afterTomorrow(c, today) ? undated(c) : c);
          }
        }
        if (position(his) == verdict) {
          return true;
        }
      }
      return false;
    }

    private static boolean afterTomorrow(Consent c, LocalDate today) {
      return c.decidedAt()
          .map(at -> LocalDateTime.ofInstant(at, ZoneOffset.UTC).toLocalDate())
          .map(day -> ChronoUnit.DAYS.between(today, day) > 1)
          .orElse(false);
    }

    private static Consent undated(Consent c) {
      return new Consent(
          c.id(),
          c.verdict(),
          c.recipient(),
          c.purpose(),
          c.categories(),
          c.validFrom(),
          c.validUntil(),
          Optional.empty(),
          c.holder());
    }

    private static Verdict position(List<Consent> his) {
      Instant newest = null;
      for (Consent c : his) {
        if (c.decidedAt().isPresent() && (newest == null || c.decidedAt().get().isAfter(newest))) {
          newest = c.decidedAt().get();
        }
      }
      if (has(his, Verdict.DENY, null) || (newest != null && has(his, Verdict.DENY, newest))) {
        return Verdict.DENY;
      }
      if (has(his, Verdict.REVOKE, null) || (newest != null && has(his, Verdict.REVOKE, newest))) {
        return Verdict.REVOKE;
      }
      return his.isEmpty() ? null : Verdict.GRANT;
    }

    private static boolean has(List<Consent> his, Verdict verdict, Instant decidedAt) {
      for (Consent c : his) {
        if (c.verdict() == verdict && c.decidedAt().equals(Optional.ofNullable(decidedAt))) {
          return true;
        }
      }
      return false;
    }
  }
}
