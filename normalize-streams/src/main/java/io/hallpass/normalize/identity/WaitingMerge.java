package io.hallpass.normalize.identity;

import java.util.UUID;

/**
 * A merge or a split that was said and is not done.
 *
 * @param record the record id of what says so, or said so last
 * @param reason what it waits for
 */
public record WaitingMerge(UUID record, Reason reason) {
  /** What it waits for. */
  public enum Reason {
    /** One of the two was never registered as a student. */
    NEVER_REGISTERED,
    /** The one to be kept is a duplicate himself, or the duplicate keeps others. */
    CHAIN,
    /** A split: the student shares an id with another. */
    CONFLICT
  }
}
