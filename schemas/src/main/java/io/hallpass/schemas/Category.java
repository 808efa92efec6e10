package io.hallpass.schemas;

/**
 * A data category, after the Student Data Privacy Consortium's schedule of data. Agreements and
 * consents speak of categories, never of tables, so every field of the vocabulary belongs to
 * exactly one.
 *
 * <p>There is no category for credentials: a password can be mapped to nothing.
 */
public enum Category {
  IDENTIFIER(false),
  NAME(false),
  CONTACT(false),
  DEMOGRAPHIC(false),
  ENROLLMENT(false),
  SCHEDULE(false),
  ATTENDANCE(false),
  DISCIPLINE(false),
  ASSESSMENT(false),
  TRANSCRIPT(false),
  STUDENT_WORK(false),
  SPECIAL_EDUCATION(true),
  LANGUAGE_PROGRAM(false),
  MEAL_STATUS(true),
  HEALTH(true),
  LIVING_SITUATION(true),
  PARENT(false),
  TRANSPORTATION(false),
  ORGANIZATION(false),
  STAFF(false);

  private final boolean namedOnly;

  Category(boolean namedOnly) {
    this.namedOnly = namedOnly;
  }

  /** True where {@code *} in an agreement never covers this category: it has to be named. */
  public boolean namedOnly() {
    return namedOnly;
  }

  /** This category as a bit, for sets of categories kept in an {@code int}. */
  public int bit() {
    return 1 << ordinal();
  }
}
