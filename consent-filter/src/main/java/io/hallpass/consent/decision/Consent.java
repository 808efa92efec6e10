package io.hallpass.consent.decision;

import io.hallpass.schemas.Category;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What one rights holder decided: a parent, a guardian or the eligible student (34 CFR 99.30 and
 * 99.37, 16 CFR 312.5).
 *
 * @param id of the record it was read from
 * @param verdict what was decided
 * @param recipient whom it is about; {@value #ANY} is everyone, never in a grant
 * @param purpose what for; empty is any purpose
 * @param categories the data it is about, as bits of {@link Category#bit()}; never 0
 * @param validFrom first local day; empty is always
 * @param validUntil first local day on which it no longer holds; empty is without end
 * @param decidedAt orders the decisions of one holder; without it a denial is never ended by
 *     another decision, and a grant ends nothing; see {@link #datedFrom}
 * @param holder who decided
 */
public record Consent(
    UUID id,
    Verdict verdict,
    String recipient,
    String purpose,
    int categories,
    Optional<LocalDate> validFrom,
    Optional<LocalDate> validUntil,
    Optional<Instant> decidedAt,
    Holder holder) {
  /** In place of a recipient or a category: all of them. */
  public static final String ANY = "*";

  private static final long SECONDS_OF_A_DAY = 86_400;

  /** What a holder can decide. */
  public enum Verdict {
    /** To release. */
    GRANT,
    /** Not to release. */
    DENY,
    /** That the holder's earlier decision no longer holds; neither a grant nor a denial. */
    REVOKE
  }

  /**
   * A rights holder of the student, as far as the record names him. Decisions of holders that are
   * not the same in role and name never end one another.
   *
   * @param role empty where it is not known
   * @param name empty where it is not known
   * @param filedFor the student for whom it was filed, where that one is merged into the student;
   *     else empty. What was decided for one child ends no denial for another, whoever decided it
   */
  public record Holder(String role, String name, String filedFor) {
    /** Who is meant where a record names nobody. */
    public static final Holder UNNAMED = new Holder("", "");

    /** Of decisions that are filed for the student itself. */
    public Holder(String role, String name) {
      this(role, name, "");
    }

    /** The same person, for whomever he decided. */
    Holder inPerson() {
      return filedFor.isEmpty() ? this : new Holder(role, name);
    }

    /** A name belongs into no log. */
    @Override
    public String toString() {
      return "holder";
    }
  }

  /**
   * What an unreadable consent amounts to: a denial of everything, to everyone, without end, that
   * no other decision ends.
   */
  public static Consent unreadable(UUID id) {
    return new Consent(
        id,
        Verdict.DENY,
        ANY,
        "",
        Categories.ALL,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Holder.UNNAMED);
  }

  /** Whether it holds on this local day. */
  boolean holdsOn(LocalDate day) {
    return validFrom.map(from -> !day.isBefore(from)).orElse(true)
        && validUntil.map(day::isBefore).orElse(true);
  }

  /**
   * The first local day on which {@code decidedAt} is believed; until then the decision is one
   * without a date, else a slip of the pen (2062 for 2026) would end all that its holder decides in
   * years to come. That is a day before it comes in UTC, so that no decision taken now waits,
   * wherever the district lies.
   */
  Optional<LocalDate> datedFrom() {
    return decidedAt.map(
        at -> LocalDate.ofEpochDay(Math.floorDiv(at.getEpochSecond(), SECONDS_OF_A_DAY) - 1));
  }

  boolean datedOn(LocalDate day) {
    return datedFrom().map(from -> !day.isBefore(from)).orElse(false);
  }

  boolean concerns(String otherRecipient, String otherPurpose) {
    return (recipient.equals(ANY) || recipient.equals(otherRecipient))
        && (purpose.isEmpty() || purpose.equals(otherPurpose));
  }

  /** A consent is about a child; nothing of it belongs into a log. */
  @Override
  public String toString() {
    return "consent";
  }
}
