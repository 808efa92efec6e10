package io.hallpass.ingest.fileset;

import io.hallpass.ingest.row.RawRecords;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Reads one file set from where it was left, in batches. Every row of a resource passes here, in
 * order, for a key that comes twice to be seen.
 */
final class SetReader implements Closeable {
  private final FileSet set;
  private final SetPlan plan;
  private final RawRecords records;
  private final SetOffset begin;
  private final String state;
  private final Counts counts;
  private final Map<String, String> topics = new HashMap<>();
  private final DuplicateKeys keys;

  private int file;
  private long row;
  private String before;
  private FileRows open;

  SetReader(FileSet set, SetPlan plan, Format format, RawRecords records, SetOffset begin) {
    this.set = set;
    this.plan = plan;
    this.keys = new DuplicateKeys(format);
    this.records = records;
    this.begin = begin;
    this.state = begin.state();
    this.counts = begin.counts(format.resources());
    this.file = begin.file();
    this.before = counts.text();
    plan.extents().keySet().forEach(name -> topics.put(name, records.topic(name)));
  }

  /** Adds at most {@code most} records; false when every file was read. */
  boolean read(List<SourceRecord> batch, int most) throws IOException {
    while (file < plan.files().size()) {
      if (open == null) {
        open();
      }
      while (batch.size() < most && open.next()) {
        row++;
        FileRow found = checked();
        if (found != null) {
          batch.add(record(found));
        }
      }
      if (batch.size() >= most) {
        return true;
      }
      closeFile();
      file++;
      row = 0;
      before = counts.text();
      keys.keepOnly(ahead(file));
    }
    return false;
  }

  /** What was read so far, what was skipped of an earlier run included. */
  Counts counts() {
    return counts;
  }

  /** Beside the first records of the set's end. */
  Map<String, Object> offset() {
    return SetOffset.map(begin.set(), file, row, before, false, state);
  }

  private void open() throws IOException {
    if (file == begin.file()) {
      remember();
    }
    open = plan.files().get(file).open(set);
    // Rows that were sent before a restart: not sent again, but their keys are taken.
    long skip = file == begin.file() ? begin.row() : 0;
    while (row < skip && open.next()) {
      row++;
      checked();
    }
  }

  /** Keys of files that were read before a restart and that later files may repeat. */
  private void remember() throws IOException {
    Set<String> ahead = ahead(file);
    for (PlannedFile earlier : plan.files().subList(0, file)) {
      if (!Collections.disjoint(earlier.resources(), ahead)) {
        try (FileRows rows = earlier.open(set)) {
          while (rows.next()) {
            FileRow found = rows.row();
            if (found != null && ahead.contains(found.resource())) {
              keys.pass(found);
            }
          }
        }
      }
    }
  }

  /** Resources that this file or a later one may hold. */
  private Set<String> ahead(int from) {
    return plan.files().subList(Math.min(from, plan.files().size()), plan.files().size()).stream()
        .flatMap(planned -> planned.resources().stream())
        .collect(Collectors.toSet());
  }

  /** The row that was read, counted; null where its resource is not part of the plan. */
  private FileRow checked() {
    FileRow found = open.row();
    if (!topics.containsKey(found.resource())) {
      return null;
    }
    found = keys.pass(found);
    counts.add(found);
    return found;
  }

  private SourceRecord record(FileRow found) {
    Map<String, Object> offset = SetOffset.map(begin.set(), file, row, before, false, state);
    if (found instanceof FileRow.Refused refused) {
      return records.reject(
          offset, refused.value(), refused.code(), refused.field(), refused.resource(), open.at());
    }
    FileRow.Taken taken = (FileRow.Taken) found;
    return records.row(
        offset, topics.get(taken.resource()), taken.key(), taken.value(), begin.set(), List.of());
  }

  private void closeFile() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
  }

  @Override
  public void close() throws IOException {
    closeFile();
    set.close();
  }
}
