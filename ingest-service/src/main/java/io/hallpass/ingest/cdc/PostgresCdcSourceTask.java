package io.hallpass.ingest.cdc;

import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.hallpass.ingest.connect.Versions;
import io.hallpass.ingest.row.Fingerprint;
import io.hallpass.ingest.row.RawRecords;
import io.hallpass.runtime.config.ConfigException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs Debezium's task and hands on what {@link ChangeReader} makes of its records. Where the
 * stored offsets cannot be resumed from (another mapping, a lost slot, an unfinished snapshot) it
 * begins with a new slot and a new snapshot, whose end markers remove what vanished meanwhile.
 *
 * <p>Where the database does not publish what is collected any more, the source is held and {@code
 * status} says which table or column it is. Changes of that time are not to be had, so the slot
 * goes and a new snapshot is taken once it was mended. The same where the publication or the
 * partitions of a table are not those of the snapshot, whoever changed them and however long ago. A
 * database that cannot be reached is held too, after some tries, and then gone on with.
 */
public final class PostgresCdcSourceTask extends SourceTask {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresCdcSourceTask.class);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long READ_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long LONGEST_WAIT_MILLIS = 200;

  /** Tries in a row after which a database that does not answer is no matter of a moment. */
  private static final int TRIES = 4;

  private static final int LONGEST_RETRIES = 15;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final long lookNanos;
  private PostgresCdcSettings settings;
  private Map<String, String> partition;
  private RawRecords records;
  private Hold hold;
  private PostgresConnectorTask debezium;
  private ChangeReader reader;
  private long nextTry = System.nanoTime();
  private long nextLook;
  private int failures;
  private final SamePlace place = new SamePlace();
  private boolean gap;
  private String collected;
  private Position last = new Position(0);

  /** A task that looks at the publication every ten seconds. */
  public PostgresCdcSourceTask() {
    this(LOOK_NANOS);
  }

  PostgresCdcSourceTask(long lookNanos) {
    this.lookNanos = lookNanos;
  }

  @Override
  public String version() {
    return Versions.own();
  }

  @Override
  public void start(Map<String, String> config) {
    try {
      settings = PostgresCdcConfig.read(config);
    } catch (ConfigException e) {
      throw new ConnectException(e.getMessage());
    }
    partition = Map.of("server", DebeziumSettings.prefix(settings));
    records =
        new RawRecords(settings.district(), settings.source(), settings.partitions(), partition);
    hold = new Hold(settings, records);
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    if (debezium == null && !begin()) {
      List<SourceRecord> told = tell();
      if (told == null) {
        stopped.await(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
      }
      return told;
    }
    if (!stillPublished()) {
      return tell();
    }
    List<SourceRecord> changes;
    try {
      changes = debezium.poll();
    } catch (RuntimeException e) {
      failed(e);
      return tell();
    }
    if (changes == null || changes.isEmpty()) {
      return null;
    }
    place.reached(StoredOffset.processed(changes.get(changes.size() - 1).sourceOffset()));
    try {
      List<SourceRecord> read = reader.read(changes);
      return read.isEmpty() ? null : read;
    } catch (DataException e) {
      // The log stays as it is, also when the column is there again.
      gap = true;
      beginAnew("the log does not say all of a row");
      return tell();
    }
  }

  /** What status and the consent gate were not told yet. */
  private List<SourceRecord> tell() {
    Map<String, Object> stored = context.offsetStorageReader().offset(partition);
    last = new Position(reached(stored));
    return hold.tell(gap, stored, last.last());
  }

  /**
   * The position of what was sent last. Where nothing was, it is the clock's, also for what is only
   * told before the first snapshot: a source of this name may have been removed, which followed
   * another server's log, and others' positions are the clock's, too. What comes now is newer.
   */
  private long reached(Map<String, Object> stored) {
    long known = Math.max(StoredOffset.position(stored), last.last());
    return known == 0 ? System.currentTimeMillis() : known;
  }

  /** A connection that was lost may be back in a moment; anything else is said at once. */
  private void failed(RuntimeException e) {
    failures++;
    boolean lost = e instanceof RetriableException;
    if (!lost || failures >= TRIES) {
      hold.because(List.of(Trouble.words(e)));
    }
    if (!lost && place.failed() >= TRIES && !settings.consents().isEmpty()) {
      // What stops the log may stand before a denial; a snapshot does not need the log.
      gap = true;
    }
    beginAnew(lost ? "database was lost" : "it cannot be followed");
  }

  /**
   * Debezium would try again by itself, but a snapshot that it takes anew needs a new slot, and so
   * its beginning is ours.
   */
  private void beginAnew(String why) {
    LOG.warn("{}: {}, beginning again", settings.connectorName(), why);
    stopDebezium();
    tryLater();
  }

  private void tryLater() {
    int times = Math.min(LONGEST_RETRIES, Math.max(1, failures));
    nextTry = System.nanoTime() + times * RETRY_NANOS;
  }

  /** Begins once the database answers; false where it does not yet. */
  private boolean begin() {
    if (System.nanoTime() - nextTry < 0) {
      return false;
    }
    nextTry = System.nanoTime() + RETRY_NANOS;
    Map<String, Object> stored = context.offsetStorageReader().offset(partition);
    boolean resume;
    try (Slots slots = new Slots(settings)) {
      collected = collected(slots);
      List<String> problems = problems(slots);
      if (!problems.isEmpty()) {
        // The log cannot be read by a publication that was another one when it was written.
        holdWithGap(problems, slots, stored);
        return false;
      }
      hold.because(List.of());
      resume = resumes(slots, stored);
      if (!resume && !clearWay(slots, stored)) {
        return false;
      }
    } catch (SQLException e) {
      waitFor(e);
      return false;
    }
    try {
      start(stored, resume);
    } catch (RuntimeException e) {
      failed(e);
      return false;
    }
    gap = false;
    hold.followed();
    nextLook = System.nanoTime() + lookNanos;
    return true;
  }

  private List<String> problems(Slots slots) throws SQLException {
    String publication = settings.publication();
    return slots.published(publication)
        ? slots.problems(settings)
        : List.of("publication " + publication + " does not exist; hallpass apply makes it");
  }

  private boolean resumes(Slots slots, Map<String, Object> stored) throws SQLException {
    if (gap || !StoredOffset.resumes(stored, collected)) {
      return false;
    }
    if (slots.holds(StoredOffset.processed(stored))) {
      return true;
    }
    LOG.warn(
        "{}: slot {} is gone or was made anew, and changes with it; what vanished meanwhile is"
            + " removed at the end of the snapshot that is taken now",
        settings.connectorName(),
        settings.slot());
    return false;
  }

  /** Prepares a snapshot; false where something has to be said first or nothing can be taken. */
  private boolean clearWay(Slots slots, Map<String, Object> stored) throws SQLException {
    gap = true;
    if (hold.owesDoubt()) {
      nextTry = System.nanoTime();
      return false;
    }
    List<String> shared = slots.sharedKeys(settings.tables());
    if (!shared.isEmpty()) {
      holdWithGap(shared, slots, stored);
      nextTry = System.nanoTime() + READ_AGAIN_NANOS;
      return false;
    }
    slots.drop();
    return true;
  }

  /**
   * Nothing will be resumed from the slot, and the server would keep its log for it. It goes once
   * the stored offset says the same.
   */
  private void holdWithGap(List<String> problems, Slots slots, Map<String, Object> stored)
      throws SQLException {
    gap = true;
    hold.because(problems);
    if (!StoredOffset.resumes(stored, collected)) {
      slots.dropUnused();
    }
  }

  /** Looks now and then: a table that was taken out of the publication is simply silent. */
  private boolean stillPublished() {
    if (System.nanoTime() - nextLook < 0) {
      return true;
    }
    nextLook = System.nanoTime() + lookNanos;
    List<String> problems;
    String now;
    try (Slots slots = new Slots(settings)) {
      now = collected(slots);
      problems = slots.problems(settings);
    } catch (SQLException e) {
      // Debezium notices by itself when the database is gone.
      return true;
    }
    if (problems.isEmpty() && now.equals(collected)) {
      failures = 0;
      return true;
    }
    gap = true;
    hold.because(problems);
    beginAnew(
        problems.isEmpty()
            ? "tables or partitions of the publication are not those of the snapshot"
            : "what is collected is not published any more");
    return false;
  }

  private void start(Map<String, Object> stored, boolean resume) {
    LOG.info("{}: {}", settings.connectorName(), resume ? "goes on" : "takes a snapshot");
    OffsetView view =
        new OffsetView(
            context.offsetStorageReader(), collected, resume ? Long.MIN_VALUE : Long.MAX_VALUE);
    last = new Position(reached(stored));
    if (resume) {
      place.reached(StoredOffset.processed(stored));
    } else {
      place.anew();
    }
    reader =
        new ChangeReader(
            settings,
            records,
            collected,
            !resume,
            resume ? stored : null,
            last,
            position -> {
              view.showFrom(position);
              hold.readWhole();
            });
    PostgresConnectorTask task = new PostgresConnectorTask();
    task.initialize(new DebeziumContext(context, view));
    debezium = task;
    task.start(DebeziumSettings.of(settings));
  }

  private void waitFor(SQLException e) {
    failures++;
    tryLater();
    if (Trouble.refusal(e) || failures >= TRIES) {
      hold.because(List.of(Trouble.words(settings, e)));
      return;
    }
    LOG.warn(
        "{}: database cannot be used yet (SQL state {}), trying again",
        settings.connectorName(),
        Trouble.state(e));
  }

  /** Of what is collected and from where: with anything else, old offsets mean nothing. */
  private String collected(Slots slots) throws SQLException {
    PostgresCdcSettings.Database database = settings.database();
    return Fingerprint.of(
        List.of(
            database.host(),
            Integer.toString(database.port()),
            database.name(),
            settings.slot(),
            settings.tables().toString(),
            slots.published(settings)));
  }

  @Override
  public void commit() throws InterruptedException {
    if (debezium != null) {
      debezium.commit();
    }
  }

  @Override
  public void commitRecord(SourceRecord record, RecordMetadata metadata)
      throws InterruptedException {
    if (debezium != null) {
      debezium.commitRecord(record, metadata);
    }
  }

  @Override
  public void stop() {
    stopped.countDown();
    stopDebezium();
  }

  private void stopDebezium() {
    if (debezium != null) {
      debezium.stop();
      debezium = null;
    }
  }
}
