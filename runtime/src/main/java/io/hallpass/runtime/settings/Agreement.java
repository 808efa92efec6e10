package io.hallpass.runtime.settings;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * A data privacy agreement between the district and one recipient. Without one, nothing is
 * released.
 *
 * @param id within the district
 * @param recipient who receives
 * @param purpose what for
 * @param basis on what legal basis
 * @param categories names of data categories; {@code *} covers all that need not be named one by
 *     one
 * @param fields {@code entity.field}; where not empty, only these of the categories' fields
 * @param optOutAllowed whether a denial ends the release on basis SCHOOL_OFFICIAL
 * @param validFrom first local day
 * @param validUntil first local day on which it is no longer valid
 * @param deleteBy day by which the recipient must have deleted what it got
 */
public record Agreement(
    String id,
    String recipient,
    String purpose,
    Basis basis,
    Set<String> categories,
    Set<String> fields,
    boolean optOutAllowed,
    LocalDate validFrom,
    Optional<LocalDate> validUntil,
    Optional<LocalDate> deleteBy)
    implements Setting {
  /** In front of the id in the key. */
  public static final String PREFIX = "agreement/";

  public Agreement {
    categories = Set.copyOf(categories);
    fields = Set.copyOf(fields);
  }

  @Override
  public String key() {
    return PREFIX + id;
  }

  /**
   * Whether a denial matters to this agreement: then it releases nothing while consents are
   * incomplete. Basis CONSENT is among them, since a denial not yet seen would override the grant.
   */
  public boolean deniable() {
    return basis == Basis.DIRECTORY
        || basis == Basis.CONSENT
        || (basis == Basis.SCHOOL_OFFICIAL && optOutAllowed);
  }
}
