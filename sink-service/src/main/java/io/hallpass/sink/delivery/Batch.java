package io.hallpass.sink.delivery;

import io.hallpass.schemas.Scope;
import io.hallpass.sink.copy.ReleasedKey;
import io.hallpass.sink.copy.UnfitRecordException;
import io.hallpass.sink.table.Layout;
import io.hallpass.sink.table.Table;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Records that are delivered in one transaction: what they change, and how far they lead. */
final class Batch {
  private final Layout layout;
  private final Map<String, TableChanges> changes = new TreeMap<>();
  private final Map<Integer, Long> starts = new TreeMap<>();
  private final Map<Integer, Advance> advances = new TreeMap<>();

  /**
   * Sorts records by table.
   *
   * @throws UnfitRecordException where a record belongs to no table, saying where it stands
   */
  Batch(List<Released> records, Layout layout) {
    this.layout = layout;
    for (Released record : records) {
      starts.merge(record.partition(), record.offset(), Math::min);
      advances.put(record.partition(), new Advance(record.offset() + 1, record.writtenAt()));
      try {
        add(record);
      } catch (UnfitRecordException e) {
        throw new UnfitRecordException(e.getMessage() + " (" + record + ")");
      }
    }
  }

  private void add(Released record) {
    ReleasedKey key = ReleasedKey.parse(record.key());
    TableChanges known = changes.get(key.entity());
    if (known == null) {
      Optional<Table> table = layout.table(key.entity());
      if (table.isEmpty()) {
        requireNothing(key, record);
        return;
      }
      known = new TableChanges(table.get());
      changes.put(key.entity(), known);
    }
    if (key.student() != (known.table().entity().scope() == Scope.STUDENT)) {
      throw new UnfitRecordException(
          "the key of a "
              + key.entity()
              + (key.student() ? " has a" : " lacks the")
              + " studentId");
    }
    known.add(key.row(), record);
  }

  /** What has no table can be taken back, but not delivered. */
  private static void requireNothing(ReleasedKey key, Released record) {
    if (record.value() != null) {
      throw new UnfitRecordException(
          "there is a record of " + key.entity() + " and the warehouse has no table for it");
    }
  }

  /** By entity. */
  Collection<TableChanges> changes() {
    return changes.values();
  }

  /** The first offset of each partition in the batch. */
  Map<Integer, Long> starts() {
    return starts;
  }

  /** Where each partition stands when the batch has been delivered. */
  Map<Integer, Advance> advances() {
    return advances;
  }
}
