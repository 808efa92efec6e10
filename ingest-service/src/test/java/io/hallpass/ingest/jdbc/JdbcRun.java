package io.hallpass.ingest.jdbc;

import io.hallpass.ingest.StoredOffsets;
import io.hallpass.ingest.Taken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** A task over a database, with offsets that outlive it, and a clock that only the test moves. */
final class JdbcRun implements AutoCloseable {
  private static final int MOST_POLLS = 200;

  private final StoredOffsets offsets = new StoredOffsets();
  private final HandClock clock = new HandClock();
  private final List<SourceRecord> all = new ArrayList<>();
  private JdbcSourceSettings settings;
  private JdbcSourceTask task;
  private String status = "";

  JdbcRun(JdbcSourceSettings settings) {
    this.settings = settings;
    restart();
  }

  /** Stops the task, as at a crash: what was not committed is forgotten. */
  void restart() {
    close();
    task = new JdbcSourceTask(clock);
    task.initialize(offsets.context(settings.connectorConfig()));
    task.start(settings.connectorConfig());
  }

  void reconfigure(JdbcSourceSettings other) {
    settings = other;
    restart();
  }

  void later(Duration duration) {
    clock.now = clock.now.plus(duration);
  }

  /** What the next poll that has something gives; nothing is committed. */
  List<SourceRecord> poll() throws Exception {
    for (int i = 0; i < MOST_POLLS; i++) {
      List<SourceRecord> records = task.poll();
      if (records != null) {
        return records;
      }
    }
    throw new AssertionError("nothing came; status says " + status);
  }

  void commit(List<SourceRecord> records) {
    records.forEach(offsets::commit);
  }

  /** The records of a pass, or of finding out that none is possible, committed. */
  List<SourceRecord> untilTold() throws Exception {
    List<SourceRecord> records = new ArrayList<>();
    while (records.isEmpty() || !told(records.get(records.size() - 1))) {
      records.addAll(poll());
    }
    status = Taken.text(records.get(records.size() - 1).value());
    commit(records);
    all.addAll(records);
    return records;
  }

  /** The same after the next look for changes is due. */
  List<SourceRecord> changes() throws Exception {
    later(Duration.ofMinutes(1));
    return untilTold();
  }

  /** What a look for changes gives of which status has nothing to say; committed. */
  List<SourceRecord> quietLook() throws Exception {
    later(Duration.ofMinutes(1));
    List<SourceRecord> records = new ArrayList<>();
    // As many as a look over a few rows can take; the last ones only wait.
    for (int i = 0; i < 6; i++) {
      List<SourceRecord> polled = task.poll();
      records.addAll(polled == null ? List.of() : polled);
    }
    commit(records);
    all.addAll(records);
    return records;
  }

  private static boolean told(SourceRecord record) {
    return record.topic().equals("everett.control.status");
  }

  /** What {@code status} was told last. */
  String status() {
    return status;
  }

  /** Every record that was committed since the beginning. */
  List<SourceRecord> all() {
    return all;
  }

  @Override
  public void close() {
    if (task != null) {
      task.stop();
    }
  }

  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2026-09-01T10:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
