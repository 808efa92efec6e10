package io.hallpass.ingest.cdc;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * The stored offsets as Debezium may see them. Those it must not resume from do not exist for it:
 * of a snapshot that was not complete, of other tables or columns, or of a slot that is gone. It
 * then takes a snapshot.
 */
final class OffsetView implements OffsetStorageReader {
  private final OffsetStorageReader stored;
  private final String collected;
  private volatile long notBefore;

  /**
   * A view that shows offsets of these tables and columns.
   *
   * @param notBefore position of the earliest offset to show
   */
  OffsetView(OffsetStorageReader stored, String collected, long notBefore) {
    this.stored = stored;
    this.collected = collected;
    this.notBefore = notBefore;
  }

  /** From now on shows offsets from this position on. */
  void showFrom(long position) {
    notBefore = position;
  }

  @Override
  public <T> Map<String, Object> offset(Map<String, T> partition) {
    return shown(stored.offset(partition));
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    Map<Map<String, T>, Map<String, Object>> shown = new HashMap<>();
    stored.offsets(partitions).forEach((partition, offset) -> shown.put(partition, shown(offset)));
    return shown;
  }

  private Map<String, Object> shown(Map<String, Object> offset) {
    boolean show =
        StoredOffset.resumes(offset, collected) && StoredOffset.position(offset) >= notBefore;
    return show ? offset : null;
  }
}
