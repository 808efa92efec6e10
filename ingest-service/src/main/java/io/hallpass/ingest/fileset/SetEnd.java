package io.hallpass.ingest.fileset;

import io.hallpass.ingest.row.RawRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;

/**
 * The end markers of a set that was read to its end and did not change meanwhile. A resource of
 * which a row was rejected is marked as incomplete: the row would look absent, but its last good
 * version stays. One of which the set has only what changed is not marked.
 *
 * <p>Behind a late set, the marker of the later one that was whole is repeated: rows that only the
 * late set has are gone since then.
 */
final class SetEnd {
  private final RawRecords records;
  private final Turn.Next.Read read;
  private final Counts counts;
  private final Map<String, Object> offset;
  private final List<SourceRecord> markers = new ArrayList<>();
  private Memory memory;

  /**
   * The end of a set.
   *
   * @param memory of the sets before
   * @param offset for the markers
   */
  SetEnd(
      RawRecords records,
      Turn.Next.Read read,
      Counts counts,
      Memory memory,
      Map<String, Object> offset) {
    this.records = records;
    this.read = read;
    this.counts = counts;
    this.memory = memory;
    this.offset = offset;
  }

  /**
   * Makes the markers.
   *
   * @param settings say which resources hold consents and nothing else
   */
  List<SourceRecord> markers(FileSetSettings settings, Logger log) {
    for (String resource : counts.resources()) {
      SetPlan.Extent extent = read.plan().extents().get(resource);
      if (extent == null) {
        continue;
      }
      String topic = records.topic(resource);
      long later = memory.ends().getOrDefault(resource, 0L);
      if (later > read.position()) {
        markers.addAll(records.markers(offset, topic, later));
      }
      boolean counted = !read.consentsOnly() || settings.consents().alone().contains(resource);
      if (counts.rejected(resource) > 0) {
        log.warn(
            "{}: {}: {} of {} rows rejected; rows that it lacks stay as they were",
            settings.connectorName(),
            resource,
            counts.rejected(resource),
            counts.rows(resource));
      }
      if (extent == SetPlan.Extent.UNREADABLE || counts.rejected(resource) > 0) {
        markers.addAll(records.incompleteMarkers(offset, topic, read.position()));
      } else if (extent == SetPlan.Extent.WHOLE && counted) {
        markers.addAll(records.markers(offset, topic, read.position()));
        memory = memory.ended(resource, read.position());
      }
    }
    return markers;
  }

  /**
   * What is remembered then.
   *
   * @param settings say what was approved
   */
  Memory memory(FileSetSettings settings) {
    Arrival set = read.set();
    boolean known = read.consentsOnly() && memory.nothingNewer(set.state().files());
    Said.How how = read.late() || known ? Said.How.NOTHING_NEWER : Said.How.READ;
    Memory after = memory.consents(Said.of(set, how, read.position()));
    if (read.consentsOnly()) {
      return after;
    }
    after =
        after
            .taken(new TakenSet(read.position(), set.id(), set.order()))
            .spent(set.id(), settings.decisions());
    return (read.late() ? after : after.landed(set.id()).files(set.state().files()))
        .status(SourceStatus.read(read.position(), read.plan(), counts));
  }
}
