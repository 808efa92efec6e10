package io.hallpass.ingest.jdbc;

import io.hallpass.ingest.connect.Versions;
import io.hallpass.ingest.row.RawRecords;
import io.hallpass.runtime.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a database in passes, one after the other: a full one when it is due, else the rows that
 * changed. Each pass has a position that is larger than every earlier one: when it began, in
 * milliseconds. A pass that is broken off, by a restart or by the database, has no end markers and
 * begins anew.
 *
 * <p>What keeps the database from being read is said once, held in {@code status}, and tried again
 * ever more seldom; the task does not fail over it.
 */
public final class JdbcSourceTask extends SourceTask {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcSourceTask.class);
  private static final long FIRST_WAIT_MILLIS = 1_000;
  private static final long LONGEST_WAIT_MILLIS = 300_000;

  /** Connect stops a task between two calls of poll, so none may wait long. */
  private static final long LONGEST_PAUSE_MILLIS = 200;

  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private JdbcSourceSettings settings;
  private RawRecords records;
  private JdbcOffset last;
  private Pass pass;
  private long next;
  private int failures;
  private List<String> said = List.of();

  /** A task with the machine's clock. */
  public JdbcSourceTask() {
    this(Clock.systemUTC());
  }

  JdbcSourceTask(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String version() {
    return Versions.own();
  }

  @Override
  public void start(Map<String, String> config) {
    try {
      settings = JdbcSourceConfig.read(config);
    } catch (ConfigException e) {
      throw new ConnectException(e.getMessage());
    }
    Map<String, String> partition =
        Map.of("district", settings.district(), "source", settings.source());
    records =
        new RawRecords(settings.district(), settings.source(), settings.partitions(), partition);
    Map<String, Object> stored = context.offsetStorageReader().offset(partition);
    last = stored == null ? JdbcOffset.NONE : JdbcOffset.of(stored);
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    if (pass == null && clock.millis() < next) {
      long wait = Math.min(LONGEST_PAUSE_MILLIS, Math.max(1, next - clock.millis()));
      stopped.await(wait, TimeUnit.MILLISECONDS);
      return null;
    }
    List<SourceRecord> polled;
    try {
      polled = read();
    } catch (HeldException e) {
      polled = held(e.problems());
    } catch (SQLException e) {
      polled = held(List.of(reading() + Refusal.words(settings.login(), e)));
    } catch (RuntimeException e) {
      // A driver's, whose message could hold a value.
      String why = e.getClass().getSimpleName();
      polled = held(List.of(reading() + "the database or its driver failed (" + why + ")"));
    }
    return polled.isEmpty() ? null : polled;
  }

  private List<SourceRecord> read() throws SQLException, HeldException {
    if (pass == null) {
      pass = begin();
    }
    List<SourceRecord> batch = new ArrayList<>();
    boolean more = pass.read(batch);
    if (!batch.isEmpty()) {
      last = last.at(pass.offset().position());
    }
    if (!more) {
      batch.addAll(pass.end(clock.millis()));
      last = pass.offset();
      close();
      failures = 0;
      said = List.of();
      plan();
      LOG.debug("{}: pass {} read", settings.connectorName(), last.position());
    }
    return batch;
  }

  private Pass begin() throws SQLException, HeldException {
    long now = clock.millis();
    Connection connection =
        JdbcLogin.connect(settings.login(), "hallpass " + settings.connectorName());
    Pass begun = null;
    try {
      List<String> problems = TableLook.problems(connection, settings);
      if (!problems.isEmpty()) {
        throw new HeldException(problems);
      }
      JdbcOffset at = last.at(Math.max(now, last.position() + 1));
      begun =
          fullIsDue(now)
              ? new FullPass(connection, settings, records, now, at)
              : new ChangesPass(connection, settings, records, now, at);
      return begun;
    } finally {
      if (begun == null) {
        Closing.quietly(connection);
      }
    }
  }

  private boolean fullIsDue(long now) {
    return !last.collected().equals(FullPass.collected(settings))
        || now >= last.fullAt() + settings.times().full();
  }

  private void plan() {
    long full = last.fullAt() + settings.times().full();
    next = settings.incremental() ? Math.min(full, clock.millis() + settings.times().poll()) : full;
  }

  /** Says it where it was not said, and waits longer than the time before. */
  private List<SourceRecord> held(List<String> reasons) {
    close();
    failures++;
    long wait = failures > 20 ? LONGEST_WAIT_MILLIS : FIRST_WAIT_MILLIS << (failures - 1);
    next = clock.millis() + Math.min(LONGEST_WAIT_MILLIS, wait);
    if (reasons.equals(said)) {
      return List.of();
    }
    said = reasons;
    LOG.error("{}: held, tried again: {}", settings.connectorName(), String.join("; ", reasons));
    last = last.told(JdbcStatus.held(last.status(), reasons));
    byte[] status = last.status().getBytes(StandardCharsets.UTF_8);
    return List.of(records.progress(last.map(), status));
  }

  private String reading() {
    return pass == null || pass.reading().isEmpty() ? "" : pass.reading() + ": ";
  }

  private void close() {
    if (pass != null) {
      pass.close();
      pass = null;
    }
  }

  @Override
  public void stop() {
    stopped.countDown();
    close();
  }
}
