package io.hallpass.ingest.cdc;

import java.util.HashMap;
import java.util.Map;

/** What is added to Debezium's offsets, which ignores keys it does not know. */
final class StoredOffset {
  private static final String POSITION = "hallpass_position";
  private static final String COLLECTED = "hallpass_collected";

  /** Stands for the collection while its snapshot is not complete: nothing can be resumed. */
  private static final String INCOMPLETE = "";

  private StoredOffset() {}

  /** An offset from which the source can be resumed. */
  static Map<String, Object> complete(Map<String, ?> debezium, long position, String collected) {
    Map<String, Object> offset = new HashMap<>(debezium);
    offset.put(POSITION, position);
    offset.put(COLLECTED, collected);
    return offset;
  }

  /** An offset of which only the position counts. */
  static Map<String, Object> incomplete(Map<String, ?> debezium, long position) {
    return complete(debezium, position, INCOMPLETE);
  }

  /** The last position; 0 where nothing was stored. */
  static long position(Map<String, ?> offset) {
    return number(offset, POSITION);
  }

  /** Whether the source can be resumed here, with the same tables and columns. */
  static boolean resumes(Map<String, ?> offset, String collected) {
    return offset != null && collected.equals(offset.get(COLLECTED));
  }

  /**
   * Up to where everything was processed, as Debezium stored it; after a snapshot without a change
   * that is where the snapshot stood. 0 where it did not say.
   */
  static long processed(Map<String, ?> offset) {
    long processed = number(offset, "lsn_proc");
    return processed == 0 ? number(offset, "lsn") : processed;
  }

  private static long number(Map<String, ?> offset, String key) {
    return offset != null && offset.get(key) instanceof Number number ? number.longValue() : 0;
  }
}
