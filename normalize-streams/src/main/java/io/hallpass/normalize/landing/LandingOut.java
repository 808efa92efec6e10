package io.hallpass.normalize.landing;

import io.hallpass.normalize.identity.Message;
import io.hallpass.runtime.topics.ErrorCode;
import java.util.UUID;

/** Where the effects of a landing step go. */
interface LandingOut {
  /** To the person's partition, on the message's lane. */
  void send(Message message);

  /**
   * A reference record is this.
   *
   * @param body Avro binary without header
   */
  void reference(String entity, UUID recordId, byte[] body);

  /** A reference record is no more. */
  void referenceGone(String entity, UUID recordId);

  /**
   * The row could not be taken, or only in part. {@code field} is a name or null, {@code row} the
   * collected row.
   */
  void reject(RowKey key, byte[] row, ErrorCode code, String field);

  /**
   * A record of this entity in the wire format: header, then for a student's record a place for no
   * studentId.
   */
  byte[] payload(String entity, byte[] body);

  /** A consent of the wire format as one that was decided now; itself where it says when. */
  byte[] dated(byte[] payload);

  /** Adds one to a count of the source. */
  void count(String source, String what);
}
