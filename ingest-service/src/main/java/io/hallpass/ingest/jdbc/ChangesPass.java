package io.hallpass.ingest.jdbc;

import io.hallpass.ingest.rest.HeldLoss;
import io.hallpass.ingest.row.RawRecords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Reads the rows that say they were changed since the last look, a page at a time, each page in a
 * transaction of its own and beginning after the change and key of the last row of the one before.
 */
final class ChangesPass implements Pass {
  private final Connection connection;
  private final Readable readable;
  private final JdbcSourceSettings settings;
  private final RawRecords records;
  private final long began;
  private final List<JdbcResource> resources;
  private final Map<String, Moment> latest = new TreeMap<>();
  private final Map<String, Object> stored;
  private final Set<String> doubted = new TreeSet<>();

  private JdbcOffset offset;
  private int resource;
  private RowMaker maker;
  private Set<ByteBuffer> contested = Set.of();
  private List<Object> after;
  private long number;

  /** As {@link FullPass}. */
  ChangesPass(
      Connection connection, Readable readable, RawRecords records, long began, JdbcOffset offset) {
    this.connection = connection;
    this.readable = readable;
    this.settings = readable.settings();
    this.records = records;
    this.began = began;
    this.offset = offset;
    this.stored = offset.map();
    this.resources = settings.resources().stream().filter(JdbcResource::incremental).toList();
  }

  @Override
  public boolean read(List<SourceRecord> batch) throws SQLException {
    while (batch.isEmpty() && resource < resources.size()) {
      page(batch);
    }
    return resource < resources.size();
  }

  private void page(List<SourceRecord> batch) throws SQLException {
    JdbcResource current = resources.get(resource);
    Select select = Select.of(connection, current);
    HighWater water = offset.water(current.name());
    String sql = select.following();
    if (after == null) {
      maker = new RowMaker(records, current, offset.position());
      contested = ContestedKeys.of(connection, records, current, water);
      sql = select.changed(water.from() != null, water.settled());
      after = water.from() == null ? List.of() : List.of(water.from().value());
    }
    int rowsOfPage = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setMaxRows(settings.batchRows());
      for (int i = 0; i < after.size(); i++) {
        statement.setObject(i + 1, after.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        maker.rowsOf(rows);
        while (rows.next()) {
          rowsOfPage++;
          batch.add(row(current, rows));
          see(current, maker.moment(rows));
          if (rowsOfPage == settings.batchRows()) {
            after = maker.place(rows);
          }
        }
      }
    }
    if (rowsOfPage < settings.batchRows()) {
      resource++;
      after = null;
      number = 0;
    }
  }

  private SourceRecord row(JdbcResource current, ResultSet rows) throws SQLException {
    number++;
    boolean refused = maker.refuses(rows);
    if (!refused && contested.contains(ByteBuffer.wrap(maker.key()))) {
      maker.refuseDuplicate();
      refused = true;
    }
    if (!refused) {
      return maker.row(stored);
    }
    if (settings.consents().contains(current.name())) {
      doubted.add(current.name());
    }
    return maker.reject(stored, number);
  }

  private void see(JdbcResource current, Moment moment) {
    if (moment != null && !moment.fanciful(Instant.ofEpochMilli(began))) {
      latest.merge(current.name(), moment, Moment::later);
    }
  }

  @Override
  public List<SourceRecord> end(long now) {
    Map<String, HighWater> waters = new TreeMap<>();
    for (JdbcResource current : resources) {
      HighWater water = offset.water(current.name());
      long overlap = settings.times().overlap();
      waters.put(current.name(), water.after(latest.get(current.name()), began, now, overlap));
    }
    List<HeldLoss> losses = offset.losses(settings.loss());
    String status =
        readable.whole()
            ? JdbcStatus.changed(offset.status(), offset.position(), losses)
            : JdbcStatus.held(offset.status(), readable.held(), losses);
    boolean toldNew = JdbcStatus.isHeld(offset.status()) == readable.whole();
    boolean nothingNew = waters.equals(offset.waters()) && !toldNew && doubted.isEmpty();
    offset = offset.read(waters).told(status);
    if (nothingNew) {
      return List.of();
    }
    List<SourceRecord> end = new ArrayList<>();
    for (String resource : doubted) {
      String topic = records.topic(resource);
      end.addAll(records.incompleteMarkers(stored, topic, offset.position()));
    }
    end.add(records.progress(offset.map(), status.getBytes(StandardCharsets.UTF_8)));
    return end;
  }

  @Override
  public JdbcOffset offset() {
    return offset;
  }

  @Override
  public Optional<JdbcResource> reading() {
    return resource < resources.size() ? Optional.of(resources.get(resource)) : Optional.empty();
  }

  @Override
  public void close() {
    Closing.quietly(connection);
  }
}
