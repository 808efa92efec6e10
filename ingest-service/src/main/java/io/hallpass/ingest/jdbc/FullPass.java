package io.hallpass.ingest.jdbc;

import io.hallpass.ingest.rest.HeldLoss;
import io.hallpass.ingest.rest.Loss;
import io.hallpass.ingest.row.Fingerprint;
import io.hallpass.ingest.row.RawRecords;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every row of every resource in one read-only transaction, so that all are of one moment
 * where the database can do that, and ends each resource with markers: rows that were not among
 * them are gone, unless they are more than {@link Loss} lets go. The rows come through a cursor,
 * ordered by key, a batch at a time. Of several rows of one key the first stands.
 */
final class FullPass implements Pass {
  private static final Logger LOG = LoggerFactory.getLogger(FullPass.class);

  private final Connection connection;
  private final Readable readable;
  private final JdbcSourceSettings settings;
  private final RawRecords records;
  private final long began;
  private final Map<String, JdbcStatus.Count> counts = new LinkedHashMap<>();
  private final Map<String, Moment> latest = new TreeMap<>();
  private final Map<String, Object> stored;
  private final boolean snapshot;

  private JdbcOffset offset;
  private int resource = -1;
  private Statement statement;
  private ResultSet rows;
  private RowMaker maker;
  private long read;
  private long keys;
  private long rejected;
  private byte[] lastKey;
  private byte[] lastValue;

  /**
   * Begins a pass; closes the connection with itself, and not where this fails.
   *
   * @param readable what is read; of a held source nothing is taken for gone
   * @param began by our clock, in milliseconds
   * @param offset at the pass's position
   */
  FullPass(
      Connection connection, Readable readable, RawRecords records, long began, JdbcOffset offset)
      throws SQLException, HeldException {
    this.connection = connection;
    this.readable = readable;
    this.settings = readable.settings();
    this.records = records;
    this.began = began;
    this.offset = offset;
    this.stored = offset.map();
    Isolation isolation = Isolation.of(connection.getMetaData());
    this.snapshot = isolation.snapshot();
    connection.setTransactionIsolation(isolation.level());
    connection.setAutoCommit(false);
  }

  @Override
  public boolean read(List<SourceRecord> batch) throws SQLException {
    while (batch.size() < settings.batchRows()) {
      if (rows == null && !open()) {
        return false;
      }
      if (rows.next()) {
        batch.add(row());
      } else {
        finish();
      }
    }
    return true;
  }

  private boolean open() throws SQLException {
    if (resource + 1 >= settings.resources().size()) {
      return false;
    }
    resource++;
    read = 0;
    keys = 0;
    rejected = 0;
    lastKey = null;
    maker = new RowMaker(records, current(), offset.position());
    statement = connection.createStatement();
    statement.setFetchSize(settings.batchRows());
    rows = statement.executeQuery(Select.of(connection, current()).everything());
    maker.rowsOf(rows);
    return true;
  }

  private SourceRecord row() throws SQLException {
    read++;
    boolean refused = maker.refuses(rows);
    if (!refused && Arrays.equals(maker.key(), lastKey)) {
      refused = !Arrays.equals(maker.value(), lastValue);
      if (refused) {
        maker.refuseDuplicate();
      }
    } else if (!refused) {
      keys++;
      lastKey = maker.key();
      lastValue = maker.value();
    }
    if (current().incremental()) {
      see(maker.moment(rows));
    }
    if (refused) {
      rejected++;
      return maker.reject(stored, read);
    }
    return maker.row(stored);
  }

  private void see(Moment moment) {
    if (moment != null && !moment.fanciful(Instant.ofEpochMilli(began))) {
      latest.merge(current().name(), moment, Moment::later);
    }
  }

  private void finish() throws SQLException {
    rows.close();
    statement.close();
    rows = null;
    counts.put(current().name(), new JdbcStatus.Count(read, rejected, keys));
  }

  private JdbcResource current() {
    return settings.resources().get(resource);
  }

  @Override
  public List<SourceRecord> end(long now) {
    List<SourceRecord> end = new ArrayList<>();
    Map<String, HighWater> waters = new TreeMap<>();
    Map<String, Passed> passes = new TreeMap<>(offset.passes());
    for (JdbcResource ended : settings.resources()) {
      String name = ended.name();
      String topic = records.topic(name);
      JdbcStatus.Count count = counts.get(name);
      if (readable.whole()) {
        passes.put(name, passed(name, count));
      }
      if (count.rejected() == 0) {
        if (readable.whole()) {
          end.addAll(markers(name, topic, passes.get(name)));
        }
      } else {
        LOG.warn(
            "{}: {}: {} of {} rows rejected; rows that it lacks stay as they were",
            settings.connectorName(),
            ended.label(),
            count.rejected(),
            count.rows());
        end.addAll(records.incompleteMarkers(stored, topic, offset.position()));
      }
      if (ended.incremental()) {
        // Of one moment, however long it took to read, nothing between its rows was missed. Else
        // rows may have come behind the place that was being read.
        long from = snapshot ? now : began;
        waters.put(
            name, HighWater.NONE.after(latest.get(name), from, now, settings.times().overlap()));
      }
    }
    offset = offset.full(collected(settings), began, passes).read(waters);
    List<HeldLoss> losses = offset.losses(settings.loss());
    String status =
        readable.whole()
            ? JdbcStatus.full(offset.position(), counts, passes, losses)
            : JdbcStatus.held(offset.status(), readable.held(), losses);
    offset = offset.told(status);
    end.add(records.progress(offset.map(), status.getBytes(StandardCharsets.UTF_8)));
    return end;
  }

  private Passed passed(String name, JdbcStatus.Count count) {
    Passed before = offset.passes().getOrDefault(name, Passed.NONE);
    return count.rejected() == 0
        ? before.then(name, offset.position(), count.keys(), settings.loss())
        : before.rejecting(count.keys());
  }

  private List<SourceRecord> markers(String name, String topic, Passed passed) {
    if (!passed.held()) {
      return records.markers(stored, topic, offset.position());
    }
    String line = passed.loss(name, settings.loss()).line();
    LOG.error("{}: held: {}", settings.connectorName(), line);
    return records.incompleteMarkers(stored, topic, offset.position());
  }

  /** Of what is collected and from where: with anything else, everything must be read again. */
  static String collected(JdbcSourceSettings settings) {
    return Fingerprint.of(List.of(settings.login().url(), settings.resources().toString()));
  }

  @Override
  public JdbcOffset offset() {
    return offset;
  }

  @Override
  public Optional<JdbcResource> reading() {
    return resource < 0 ? Optional.empty() : Optional.of(current());
  }

  @Override
  public void close() {
    Closing.quietly(connection);
  }
}
