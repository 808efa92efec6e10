package io.hallpass.normalize.identity;

import java.util.UUID;

/**
 * Where a step's effects go when it is over, in the order of the calls. All of them must become
 * durable together with the writes of the same step.
 */
public interface Out {
  /**
   * Sends to the partition of {@code message.person()}, on the lane {@code message.lane()}, behind
   * all that was sent there.
   */
  void send(Message message);

  /**
   * As {@link #release}, of a consent.
   *
   * @param filed for whom it is filed: the student, or one who is merged into it
   */
  void releaseConsent(UUID student, UUID filed, ItemId item, byte[] payload);

  /**
   * The body of a copy of a denial or a revocation, made now.
   *
   * @param earlier the copy's body until now, or null; a denial does not become a revocation
   */
  byte[] copied(byte[] earlier, byte[] payload);

  /**
   * The record, no consent, is this student's, and is this; replaces what was released under the
   * same student and item.
   */
  void release(UUID student, ItemId item, byte[] payload);

  /** The record is no longer this student's. */
  void retract(UUID student, ItemId item);

  /** A record about staff is this. */
  void releaseReference(ItemId item, byte[] payload);

  /** A record about staff is no more. */
  void retractReference(ItemId item);

  /**
   * The student is known from here on; behind the consents that waited, in front of the records.
   *
   * @param fence the number of the last fence of the student that is open from here on
   */
  void identity(UUID student, long fence);

  /**
   * What follows in the topic of the records must wait for the identity with this number: the two
   * topics are read in no order.
   */
  void fence(UUID student, long fence);

  /**
   * The student is no longer known; behind the retraction of the records, in front of that of the
   * consents.
   */
  void identityGone(UUID student);

  /**
   * In the topic of consents: the passage's consents are in front of this where they come, behind
   * it where they leave.
   */
  void passageInConsents(Passage passage);

  /**
   * In the topic of records: the passage's records are behind this where they come, in front of it
   * where they leave.
   */
  void passageInRecords(Passage passage);

  /**
   * What the partition holds back has changed in this step: in front of all other effects of the
   * step where more denials are out of force than before it, else behind them.
   */
  void counted(Counts counts);
}
