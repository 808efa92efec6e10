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
 */
public record Counts(long waiting, long conflicts, long unmatchedDenials, long registered) {}
