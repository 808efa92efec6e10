package io.hallpass.ingest.cdc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.hallpass.ingest.connect.Versions;
import io.hallpass.ingest.row.Fingerprint;
import io.hallpass.ingest.row.RawRecords;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.service.Causes;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * status} says which table or column it is. Changes of that time are not to be had, so a new
 * snapshot is taken once it was mended.
 */
public final class PostgresCdcSourceTask extends SourceTask {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresCdcSourceTask.class);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LONGEST_WAIT_MILLIS = 200;

  /** SQL states that somebody has to mend: authorization, unknown database, missing privilege. */
  private static final Set<String> REFUSALS = Set.of("28000", "28P01", "3D000", "42501");

  private final CountDownLatch stopped = new CountDownLatch(1);
  private PostgresCdcSettings settings;
  private PostgresConnectorTask debezium;
  private ChangeReader reader;
  private long nextTry = System.nanoTime();
  private long nextLook;
  private boolean gap;
  private List<String> held = List.of();
  private Position last = new Position(0);
  private List<String> said = List.of();

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
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    if (debezium == null && !begin()) {
      List<SourceRecord> status = sayHeld();
      if (status == null) {
        stopped.await(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
      }
      return status;
    }
    if (!stillPublished()) {
      return sayHeld();
    }
    List<SourceRecord> records;
    try {
      records = debezium.poll();
    } catch (RetriableException e) {
      return beginAnew("database was lost");
    } catch (RuntimeException e) {
      held = List.of(withoutMessages(e));
      beginAnew("it cannot be followed");
      return sayHeld();
    }
    if (records == null || records.isEmpty()) {
      return null;
    }
    try {
      List<SourceRecord> read = reader.read(records);
      return read.isEmpty() ? null : read;
    } catch (DataException e) {
      // The log keeps rows without the column, also when it is there again.
      gap = true;
      return beginAnew("a collected column is missing in the log");
    }
  }

  /** A failure's messages may repeat a row's values, and Connect shows them; its causes do not. */
  private static String withoutMessages(RuntimeException e) {
    String state = "";
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        state = ", SQL state " + sql.getSQLState();
      }
    }
    return "database cannot be followed: " + Causes.named(e) + state;
  }

  /**
   * Debezium would try again by itself, but a snapshot that it takes anew needs a new slot, and so
   * its beginning is ours.
   */
  private List<SourceRecord> beginAnew(String why) {
    LOG.warn("{}: {}, beginning again", settings.connectorName(), why);
    stopDebezium();
    nextTry = System.nanoTime() + RETRY_NANOS;
    return null;
  }

  /** Begins once the database answers; false where it does not yet. */
  private boolean begin() {
    if (System.nanoTime() - nextTry < 0) {
      return false;
    }
    nextTry = System.nanoTime() + RETRY_NANOS;
    Map<String, String> partition = Map.of("server", DebeziumSettings.prefix(settings));
    Map<String, Object> stored = context.offsetStorageReader().offset(partition);
    String collected = collected();
    boolean resume = false;
    try (Slots slots = new Slots(settings)) {
      if (!slots.published(settings.publication())) {
        // The log cannot be read by one that was not there when it was written.
        gap = true;
        held =
            List.of(
                "publication "
                    + settings.publication()
                    + " does not exist; hallpass apply makes it");
        return false;
      }
      held = slots.problems(settings);
      if (!held.isEmpty()) {
        gap = true;
        return false;
      }
      boolean resumable = !gap && StoredOffset.resumes(stored, collected);
      resume = resumable && slots.holds(StoredOffset.processed(stored));
      if (resumable && !resume) {
        LOG.warn(
            "{}: slot {} is gone or was made anew, and changes with it; what vanished meanwhile is"
                + " removed at the end of the snapshot that is taken now",
            settings.connectorName(),
            settings.slot());
      }
      if (!resume) {
        slots.drop();
      }
    } catch (SQLException e) {
      return waitFor(e);
    }
    try {
      start(partition, stored, collected, resume);
    } catch (RetriableException e) {
      beginAnew("database was lost");
      return false;
    } catch (RuntimeException e) {
      held = List.of(withoutMessages(e));
      beginAnew("it cannot be followed");
      return false;
    }
    gap = false;
    said = List.of();
    nextLook = System.nanoTime() + LOOK_NANOS;
    return true;
  }

  /** Looks now and then: a table that was taken out of the publication is simply silent. */
  private boolean stillPublished() {
    if (System.nanoTime() - nextLook < 0) {
      return true;
    }
    nextLook = System.nanoTime() + LOOK_NANOS;
    try (Slots slots = new Slots(settings)) {
      held = slots.problems(settings);
    } catch (SQLException e) {
      // Debezium notices by itself when the database is gone.
      return true;
    }
    if (!held.isEmpty()) {
      gap = true;
      beginAnew("what is collected is not published any more");
    }
    return held.isEmpty();
  }

  /** Says once why the source is held; where there is a gap, also that nothing can be resumed. */
  private List<SourceRecord> sayHeld() {
    if (held.isEmpty() || held.equals(said)) {
      return null;
    }
    said = held;
    LOG.error("{}: held: {}", settings.connectorName(), String.join("; ", held));
    Map<String, String> partition = Map.of("server", DebeziumSettings.prefix(settings));
    Map<String, Object> stored = context.offsetStorageReader().offset(partition);
    long position = Math.max(StoredOffset.position(stored), last.last());
    ObjectNode status = JsonNodeFactory.instance.objectNode().put("position", position);
    held.forEach(status.putArray("held")::add);
    byte[] json = status.toString().getBytes(StandardCharsets.UTF_8);
    Map<String, Object> offset =
        gap || stored == null
            ? StoredOffset.incomplete(stored == null ? Map.of() : stored, position)
            : stored;
    return List.of(
        new RawRecords(settings.district(), settings.source(), settings.partitions(), partition)
            .progress(offset, json));
  }

  private void start(
      Map<String, String> partition, Map<String, Object> stored, String collected, boolean resume) {
    LOG.info("{}: {}", settings.connectorName(), resume ? "goes on" : "takes a snapshot");
    OffsetView view =
        new OffsetView(
            context.offsetStorageReader(), collected, resume ? Long.MIN_VALUE : Long.MAX_VALUE);
    RawRecords records =
        new RawRecords(settings.district(), settings.source(), settings.partitions(), partition);
    last = new Position(Math.max(StoredOffset.position(stored), last.last()));
    reader =
        new ChangeReader(
            settings, records, collected, !resume, resume ? stored : null, last, view::showFrom);
    PostgresConnectorTask task = new PostgresConnectorTask();
    task.initialize(new DebeziumContext(context, view));
    debezium = task;
    task.start(DebeziumSettings.of(settings));
  }

  private boolean waitFor(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (REFUSALS.contains(state)) {
      held =
          List.of(
              "database refuses user '"
                  + settings.database().user()
                  + "' (SQL state "
                  + state
                  + "): password, name of the database or privileges");
      return false;
    }
    LOG.warn(
        "{}: database cannot be used yet (SQL state {}), trying again",
        settings.connectorName(),
        state);
    return false;
  }

  /** Of what is collected and from where: with anything else, old offsets mean nothing. */
  private String collected() {
    PostgresCdcSettings.Database database = settings.database();
    return Fingerprint.of(
        List.of(
            database.host(),
            Integer.toString(database.port()),
            database.name(),
            settings.slot(),
            settings.tables().toString()));
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
