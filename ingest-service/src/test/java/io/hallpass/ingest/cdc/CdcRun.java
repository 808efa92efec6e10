package io.hallpass.ingest.cdc;

import io.hallpass.ingest.Patience;
import io.hallpass.ingest.StoredOffsets;
import io.hallpass.ingest.Taken;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.source.SourceRecord;

/** A task over a vendor's database, with offsets that outlive it. */
final class CdcRun implements AutoCloseable {
  private final StoredOffsets offsets = new StoredOffsets();
  private final List<SourceRecord> all = new ArrayList<>();
  private PostgresCdcSettings settings;
  private final Supplier<PostgresCdcSourceTask> tasks;
  private PostgresCdcSourceTask task;

  CdcRun(VendorDatabase database, PostgresCdcSettings settings) throws Exception {
    this(database, settings, PostgresCdcSourceTask::new);
  }

  /** With tasks that are made otherwise. */
  CdcRun(
      VendorDatabase database, PostgresCdcSettings settings, Supplier<PostgresCdcSourceTask> tasks)
      throws Exception {
    this.tasks = tasks;
    this.settings =
        new PostgresCdcSettings(
            settings.district(),
            settings.source(),
            settings.partitions(),
            settings.database(),
            settings.tables(),
            settings.publication(),
            settings.slot(),
            200,
            settings.consents());
    publish(database);
    start();
  }

  /** What apply does. */
  void publish(VendorDatabase database) throws Exception {
    try (Connection connection = database.connection()) {
      CdcPublication.apply(connection, settings);
    }
  }

  private void start() {
    task = tasks.get();
    task.initialize(offsets.context(settings.connectorConfig()));
    task.start(settings.connectorConfig());
  }

  void stop() {
    task.stop();
    task = null;
  }

  /** Goes on with what was committed. */
  void restart() {
    if (task != null) {
      stop();
    }
    start();
  }

  void reconfigure(VendorDatabase database, UnaryOperator<PostgresCdcSettings> change)
      throws Exception {
    stop();
    settings = change.apply(settings);
    publish(database);
    start();
  }

  /** Records until {@code enough} is true of them, each committed as it comes. */
  List<SourceRecord> until(Predicate<List<SourceRecord>> enough) throws Exception {
    List<SourceRecord> records = new ArrayList<>();
    Patience patience = new Patience();
    while (!enough.test(records)) {
      patience.check("came so far: %s", records);
      for (SourceRecord record : poll()) {
        records.add(record);
        offsets.commit(record);
        task.commitRecord(record, null);
      }
      task.commit();
    }
    all.addAll(records);
    return records;
  }

  /** Records of the next poll that has some; nothing is committed. */
  List<SourceRecord> uncommitted() throws Exception {
    List<SourceRecord> records = List.of();
    Patience patience = new Patience();
    while (records.isEmpty()) {
      patience.check("nothing came");
      records = poll();
    }
    return records;
  }

  void commit(SourceRecord record) {
    offsets.commit(record);
  }

  private List<SourceRecord> poll() throws Exception {
    List<SourceRecord> records = task.poll();
    return records == null ? List.of() : records;
  }

  /** Records up to the end markers of all partitions of a topic. */
  List<SourceRecord> untilMarkers(String topic) throws Exception {
    return until(records -> Taken.markers(records, topic).size() == 2);
  }

  /** Records until so many rows came of a topic. */
  List<SourceRecord> untilRows(String topic, int rows) throws Exception {
    return until(records -> Taken.rows(records, topic).size() >= rows);
  }

  /** Every record that came since the beginning. */
  List<SourceRecord> all() {
    return all;
  }

  @Override
  public void close() {
    if (task != null) {
      stop();
    }
  }
}
