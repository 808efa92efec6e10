package io.hallpass.normalize.identity;

/**
 * A consent that denies or revokes something for a person who resolves to no student, and has not
 * been dismissed. A {@link Message.Dismiss} of exactly these three dismisses it.
 *
 * @param person the person key it names; a value of somebody's data, not for logs
 * @param item the consent
 * @param version of the item
 */
public record UnmatchedDenial(String person, ItemId item, long version) {
  /** Names no person key. */
  @Override
  public String toString() {
    return "UnmatchedDenial[" + item.recordId() + "]";
  }
}
