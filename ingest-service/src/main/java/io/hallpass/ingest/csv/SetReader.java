package io.hallpass.ingest.csv;

import io.hallpass.ingest.row.RawRecords;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one file set from where it was left, in batches, and says at its end what is complete. */
final class SetReader implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(SetReader.class);

  private final FileSet set;
  private final SetPlan plan;
  private final CsvSourceSettings settings;
  private final RawRecords records;
  private final SetOffset begin;
  private final long[] rows;
  private final long[] rejected;

  private int file;
  private String finished;
  private String rejects;
  private CsvSplitter open;
  private RowMaker maker;

  SetReader(
      FileSet set, SetPlan plan, CsvSourceSettings settings, RawRecords records, SetOffset begin) {
    this.set = set;
    this.plan = plan;
    this.settings = settings;
    this.records = records;
    this.begin = begin;
    this.rows = begin.rows().clone();
    this.rejected = begin.rejected().clone();
    this.file = begin.file();
    render();
  }

  /** Adds at most {@code most} records; false when every file was read. */
  boolean read(List<SourceRecord> batch, int most) throws IOException {
    while (file < plan.files().size()) {
      if (open == null) {
        openFile();
      }
      while (batch.size() < most && open.next()) {
        rows[file]++;
        boolean refused = maker.refuses(open);
        if (refused) {
          rejected[file]++;
          render();
        }
        Map<String, Object> offset = begin.map(file, rows[file], finished, rejects, false);
        batch.add(refused ? maker.reject(offset, open) : maker.row(offset));
      }
      if (batch.size() >= most) {
        return true;
      }
      closeFile();
      file++;
      render();
    }
    return false;
  }

  /**
   * The end of a set that was read whole and did not change meanwhile: end markers of every
   * resource, and last what {@code status} shows. A resource of which a row was rejected is marked
   * as incomplete: the row would look absent, but its last good version stays.
   */
  List<SourceRecord> end() {
    List<SourceRecord> end = new ArrayList<>();
    Map<String, Object> read = begin.map(file, 0, finished, rejects, false);
    for (int i = 0; i < plan.files().size(); i++) {
      CsvResource resource = plan.files().get(i).resource();
      String topic = records.topic(resource.name());
      if (rejected[i] == 0) {
        end.addAll(records.markers(read, topic, begin.set()));
      } else {
        LOG.warn(
            "{}: {}: {} of {} rows rejected; rows that it lacks stay as they were",
            settings.connectorName(),
            resource.file(),
            rejected[i],
            rows[i]);
        end.addAll(records.incompleteMarkers(read, topic, begin.set()));
      }
    }
    String status = SourceStatus.read(begin.set(), plan, rows, rejected);
    Map<String, Object> done = begin.withStatus(status).map(file, 0, finished, rejects, true);
    end.add(records.progress(done, status.getBytes(StandardCharsets.UTF_8)));
    return end;
  }

  /** How many rows were read, the skipped ones of an earlier run among them. */
  long total() {
    long total = 0;
    for (long count : rows) {
      total += count;
    }
    return total;
  }

  private void openFile() throws IOException {
    SetPlan.PlannedFile planned = plan.files().get(file);
    open = SetPlan.rows(set, planned.path(), settings.format());
    maker = new RowMaker(records, planned, begin.set());
    if (!open.next() || !open.texts().equals(planned.names())) {
      throw new IOException("another header than when the set was looked at");
    }
    // Rows that were sent before a restart: not sent again, but their keys are taken.
    for (long skip = rows[file]; skip > 0 && open.next(); skip--) {
      maker.refuses(open);
    }
  }

  private void render() {
    finished = SetOffset.text(rows, file);
    rejects = SetOffset.text(rejected, rejected.length);
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
