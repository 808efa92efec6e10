package io.hallpass.ingest.jdbc;

import io.hallpass.ingest.connect.SourcePartition;
import io.hallpass.ingest.connect.Versions;
import io.hallpass.ingest.row.RawRecords;
import io.hallpass.runtime.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * ever more seldom; the task does not fail over it. What parents decided is read from a held source
 * all the same. Where just that cannot be read, incomplete markers say so, and the next pass that
 * reads everything ends with complete ones.
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
  private Readable readable;
  private Pass pass;
  private long next;
  private int failures;
  private List<String> said = List.of();
  private boolean toldLosses;
  private final Set<String> doubted = new HashSet<>();

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
    Map<String, String> partition = SourcePartition.of(settings.district(), settings.source());
    records =
        new RawRecords(settings.district(), settings.source(), settings.partitions(), partition);
    Map<String, Object> stored = context.offsetStorageReader().offset(partition);
    JdbcOffset was = stored == null ? JdbcOffset.NONE : JdbcOffset.of(stored);
    last = was.only(settings.resources().stream().map(JdbcResource::name).toList());
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    if (!toldLosses) {
      toldLosses = true;
      List<SourceRecord> told = tellLosses();
      if (!told.isEmpty()) {
        return told;
      }
    }
    if (pass == null && clock.millis() < next) {
      long wait = Math.min(LONGEST_PAUSE_MILLIS, Math.max(1, next - clock.millis()));
      stopped.await(wait, TimeUnit.MILLISECONDS);
      return null;
    }
    List<SourceRecord> polled = new ArrayList<>();
    try {
      read(polled);
    } catch (HeldException e) {
      held(e.problems(), polled);
    } catch (SQLException e) {
      if (!Refusal.unreachable(e)) {
        doubtWhatIsRead(polled);
      }
      held(List.of(reading() + Refusal.words(settings.login(), e)), polled);
    } catch (RuntimeException e) {
      // A driver's, whose message could hold a value.
      String why = e.getClass().getSimpleName();
      doubtWhatIsRead(polled);
      held(List.of(reading() + "the database or its driver failed (" + why + ")"), polled);
    }
    return polled.isEmpty() ? null : polled;
  }

  /** What an operator decided of held passes is another configuration, and so another task. */
  private List<SourceRecord> tellLosses() {
    String status = JdbcStatus.losing(last.status(), last.losses(settings.loss()));
    if (status.equals(last.status())) {
      return List.of();
    }
    last = last.told(status);
    return List.of(records.progress(last.map(), status.getBytes(StandardCharsets.UTF_8)));
  }

  private void read(List<SourceRecord> polled) throws SQLException, HeldException {
    if (pass == null) {
      pass = begin(polled);
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
      ended();
      LOG.debug("{}: pass {} read", settings.connectorName(), last.position());
    }
    polled.addAll(batch);
  }

  private void ended() {
    plan();
    if (readable.whole()) {
      failures = 0;
      said = List.of();
      doubted.clear();
    } else {
      next = Math.min(next, clock.millis() + patience());
    }
  }

  private Pass begin(List<SourceRecord> polled) throws SQLException, HeldException {
    Connection connection =
        JdbcLogin.connect(settings.login(), "hallpass " + settings.connectorName());
    Pass begun = null;
    try {
      readable = Readable.of(settings, TableLook.byResource(connection, settings));
      doubt(readable.unread(), polled);
      if (!readable.whole()) {
        if (readable.settings().resources().isEmpty()) {
          throw new HeldException(readable.held());
        }
        say(readable.held(), polled);
      }
      long now = clock.millis();
      JdbcOffset at = last.at(Math.max(now, last.position() + 1));
      begun =
          fullIsDue(now)
              ? new FullPass(connection, readable, records, now, at)
              : new ChangesPass(connection, readable, records, now, at);
      return begun;
    } finally {
      if (begun == null) {
        Closing.quietly(connection);
      }
    }
  }

  private boolean fullIsDue(long now) {
    return !last.collected().equals(FullPass.collected(readable.settings())) || now >= fullDue();
  }

  private long fullDue() {
    long interval = settings.times().full();
    // Of a held source nothing is taken back, whatever was approved.
    return readable.whole() ? last.fullDue(interval, settings.loss()) : last.fullAt() + interval;
  }

  private void plan() {
    long full = fullDue();
    next =
        readable.settings().incremental()
            ? Math.min(full, clock.millis() + settings.times().poll())
            : full;
  }

  private void held(List<String> reasons, List<SourceRecord> polled) {
    close();
    next = clock.millis() + patience();
    say(reasons, polled);
  }

  /** Longer each time. */
  private long patience() {
    failures++;
    long wait = failures > 20 ? LONGEST_WAIT_MILLIS : FIRST_WAIT_MILLIS << (failures - 1);
    return Math.min(LONGEST_WAIT_MILLIS, wait);
  }

  /** Says it where it was not said. */
  private void say(List<String> reasons, List<SourceRecord> polled) {
    if (reasons.equals(said)) {
      return;
    }
    said = reasons;
    LOG.error("{}: held, tried again: {}", settings.connectorName(), String.join("; ", reasons));
    last = last.told(JdbcStatus.held(last.status(), reasons, last.losses(settings.loss())));
    byte[] status = last.status().getBytes(StandardCharsets.UTF_8);
    polled.add(records.progress(last.map(), status));
  }

  private void doubtWhatIsRead(List<SourceRecord> polled) {
    Optional<JdbcResource> reading = pass == null ? Optional.empty() : pass.reading();
    reading
        .map(JdbcResource::name)
        .filter(settings.consents()::contains)
        .ifPresent(name -> doubt(Set.of(name), polled));
  }

  /** Says once that not all that parents decided is known; what ends that is a full pass. */
  private void doubt(Set<String> resources, List<SourceRecord> polled) {
    for (String resource : resources) {
      if (doubted.add(resource)) {
        last = last.at(Math.max(clock.millis(), last.position() + 1)).unread();
        String topic = records.topic(resource);
        polled.addAll(records.incompleteMarkers(last.map(), topic, last.position()));
      }
    }
  }

  private String reading() {
    Optional<JdbcResource> reading = pass == null ? Optional.empty() : pass.reading();
    return reading.map(resource -> resource.label() + ": ").orElse("");
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
