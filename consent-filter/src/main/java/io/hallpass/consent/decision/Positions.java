package io.hallpass.consent.decision;

import io.hallpass.consent.decision.Consent.Holder;
import io.hallpass.consent.decision.Consent.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a student's rights holders together say about one recipient and purpose, as sets of
 * categories.
 *
 * <p>Each holder's newest decision that holds on the day and concerns a category is his position on
 * it; then any denial overrides any grant. Of students who were merged, a denial is ended only by
 * what its holder decided for the same one of them, a grant also by what he decided for another. A
 * holder's consents are applied one after the other, the ones that weigh more later: first undated
 * grants, which end nothing; then dated decisions as they were made, of equally old ones the denial
 * last; then undated revocations, which end grants only; last undated denials, which nothing ends.
 * A decision dated after tomorrow is undated until then.
 *
 * @param granted categories some holder grants, whether or not another denies them
 * @param denied categories some holder denies
 */
record Positions(int granted, int denied) {
  private static final Positions NONE = new Positions(0, 0);

  private static final Comparator<Consent> AGE =
      Comparator.<Consent, Instant>comparing(consent -> consent.decidedAt().orElse(Instant.EPOCH))
          .thenComparingInt(consent -> rank(consent.verdict()));

  /** The consents in the order in which {@link #of} wants them for this day. */
  static List<Consent> sorted(List<Consent> consents, LocalDate day) {
    if (consents.size() < 2) {
      return consents;
    }
    List<Consent> sorted = new ArrayList<>(consents);
    sorted.sort(Comparator.<Consent>comparingInt(one -> lane(one, day)).thenComparing(AGE));
    return sorted;
  }

  static Positions of(List<Consent> sorted, String recipient, String purpose, LocalDate day) {
    Map<Holder, int[]> holders = null;
    boolean merged = false;
    for (Consent consent : sorted) {
      if (consent.concerns(recipient, purpose) && consent.holdsOn(day)) {
        holders = holders == null ? new HashMap<>() : holders;
        apply(consent, day, holders.computeIfAbsent(consent.holder(), holder -> new int[2]));
        merged |= !consent.holder().filedFor().isEmpty();
      }
    }
    if (holders == null) {
      return NONE;
    }
    int granted = 0;
    int denied = 0;
    for (int[] position : holders.values()) {
      granted |= position[0];
      denied |= position[1];
    }
    return new Positions(merged ? granted(sorted, recipient, purpose, day) : granted, denied);
  }

  /** What is granted where it does not matter for whom of the merged students. */
  private static int granted(
      List<Consent> sorted, String recipient, String purpose, LocalDate day) {
    Map<Holder, int[]> holders = new HashMap<>();
    for (Consent consent : sorted) {
      if (consent.concerns(recipient, purpose) && consent.holdsOn(day)) {
        Holder holder = consent.holder().inPerson();
        apply(consent, day, holders.computeIfAbsent(holder, key -> new int[2]));
      }
    }
    return holders.values().stream().mapToInt(position -> position[0]).reduce(0, (a, b) -> a | b);
  }

  private static void apply(Consent consent, LocalDate day, int[] position) {
    int categories = consent.categories();
    switch (consent.verdict()) {
      case GRANT -> {
        position[0] |= categories;
        position[1] &= ~categories;
      }
      case DENY -> {
        position[0] &= ~categories;
        position[1] |= categories;
      }
      case REVOKE -> {
        position[0] &= ~categories;
        if (consent.datedOn(day)) {
          position[1] &= ~categories;
        }
      }
    }
  }

  private static int lane(Consent consent, LocalDate day) {
    if (consent.datedOn(day)) {
      return 1;
    }
    return switch (consent.verdict()) {
      case GRANT -> 0;
      case REVOKE -> 2;
      case DENY -> 3;
    };
  }

  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case GRANT -> 0;
      case REVOKE -> 1;
      case DENY -> 2;
    };
  }
}
