package io.hallpass.ingest.jdbc;

import io.hallpass.ingest.row.RawRecords;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Reads the rows that say they were changed since the last look, a page at a time, each page in a
 * transaction of its own and beginning after the change and key of the last row of the one before.
 */
final class ChangesPass implements Pass {
  private final Connection connection;
  private final JdbcSourceSettings settings;
  private final RawRecords records;
  private final long began;
  private final List<JdbcResource> resources;
  private final Map<String, Moment> latest = new TreeMap<>();
  private final Map<String, Object> stored;

  private JdbcOffset offset;
  private int resource;
  private RowMaker maker;
  private List<Object> after;
  private long number;

  /** As {@link FullPass}. */
  ChangesPass(
      Connection connection,
      JdbcSourceSettings settings,
      RawRecords records,
      long began,
      JdbcOffset offset) {
    this.connection = connection;
    this.settings = settings;
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
          batch.add(row(rows));
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

  private SourceRecord row(ResultSet rows) throws SQLException {
    number++;
    return maker.refuses(rows) ? maker.reject(stored, number) : maker.row(stored);
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
    boolean nothingNew = waters.equals(offset.waters()) && !JdbcStatus.isHeld(offset.status());
    offset = offset.read(waters).told(JdbcStatus.changed(offset.status(), offset.position()));
    byte[] status = offset.status().getBytes(StandardCharsets.UTF_8);
    return nothingNew ? List.of() : List.of(records.progress(offset.map(), status));
  }

  @Override
  public JdbcOffset offset() {
    return offset;
  }

  @Override
  public String reading() {
    return resource < resources.size() ? resources.get(resource).label() : "";
  }

  @Override
  public void close() {
    Closing.quietly(connection);
  }
}
