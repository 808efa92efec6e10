package io.hallpass.normalize.identity;

/**
 * What one partition holds back.
 *
 * @param waiting records released under nobody
 * @param conflicts person keys that more than one student claims
 * @param unmatchedDenials denials released under nobody and not dismissed, with those between two
 *     persons: added up over all partitions it is zero only if every denial handled so far is in
 *     force
 * @param registered person keys registered as students
 * @param merged duplicates that belong to the student of the one who is kept
 * @param mergesWaiting persons that should be merged and are not, since one of the two was never
 *     registered as a student or the one who is kept is said to be a duplicate itself; and persons
 *     of whom somebody should be split and is not, since their student is in conflict
 */
public record Counts(
    long waiting,
    long conflicts,
    long unmatchedDenials,
    long registered,
    long merged,
    long mergesWaiting) {
  /** Without merges. */
  public Counts(long waiting, long conflicts, long unmatchedDenials, long registered) {
    this(waiting, conflicts, unmatchedDenials, registered, 0, 0);
  }
}
