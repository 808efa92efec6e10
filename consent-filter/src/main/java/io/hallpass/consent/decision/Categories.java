package io.hallpass.consent.decision;

import io.hallpass.schemas.Category;
import java.util.Collection;

/** Sets of categories as bits of {@link Category#bit()}. */
final class Categories {
  /** All of them. */
  static final int ALL = all(false);

  /** What {@code *} in an agreement covers: all that need not be named one by one. */
  static final int UNNAMED = all(true);

  private Categories() {}

  /** The set an agreement names; a name that is no category adds nothing. */
  static int ofAgreement(Collection<String> names) {
    int bits = names.contains(Consent.ANY) ? UNNAMED : 0;
    for (Category category : Category.values()) {
      if (names.contains(category.name())) {
        bits |= category.bit();
      }
    }
    return bits;
  }

  private static int all(boolean withoutNamedOnly) {
    int bits = 0;
    for (Category category : Category.values()) {
      if (!(withoutNamedOnly && category.namedOnly())) {
        bits |= category.bit();
      }
    }
    return bits;
  }
}
