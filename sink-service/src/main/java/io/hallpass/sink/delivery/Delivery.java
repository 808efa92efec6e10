package io.hallpass.sink.delivery;

import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.sink.copy.RowWriter;
import io.hallpass.sink.table.LayoutWriter;
import io.hallpass.sink.table.Table;
import io.hallpass.sink.topic.TopicState;
import io.hallpass.sink.topic.TopicView;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers a released topic to a warehouse exactly once: rows and offsets change in one
 * transaction, and only where the warehouse stands where this delivery left it. Used by one thread.
 */
public final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  private final String topicName;
  private final TopicView topic;
  private final Warehouse warehouse;
  private final SchemaIds schemas;
  private final ResumeRule rule;
  private final OffsetTable offsets;
  private final Map<String, RowWriter> rowWriters = new HashMap<>();
  private final Map<Integer, Long> positions = new TreeMap<>();
  private TopicState state;

  /**
   * A delivery; nothing is opened yet.
   *
   * @param replayRestored whether to read on where a warehouse was restored from a backup
   */
  public Delivery(
      String topicName,
      TopicView topic,
      Warehouse warehouse,
      SchemaIds schemas,
      boolean replayRestored) {
    this.topicName = topicName;
    this.topic = topic;
    this.warehouse = warehouse;
    this.schemas = schemas;
    this.rule = new ResumeRule(replayRestored);
    this.offsets = new OffsetTable(warehouse.schema(), topicName);
  }

  /**
   * Reads where the warehouse stands in these partitions, and whether it may go on from there.
   *
   * @return the first offset not delivered yet, by partition
   * @throws CannotResumeException where it may not, with every reason
   * @throws SchemaTakenException where the schema is another topic's
   */
  public Map<Integer, Long> resume(Set<Integer> partitions) {
    positions.clear();
    Map<Integer, Position> stored = stored();
    state = topic.state();
    if (stored.isEmpty()) {
      stored = begin();
    }
    if (!stored.keySet().containsAll(partitions)) {
      throw cannotResume(List.of("hallpass.delivery_offsets has lost rows of this topic"));
    }
    stored.keySet().retainAll(partitions);
    List<String> problems = rule.problems(stored, state);
    if (!problems.isEmpty()) {
      throw cannotResume(problems);
    }
    stored.forEach((partition, position) -> positions.put(partition, position.nextOffset()));
    LOG.info("{} continues at {}", topicName, positions);
    touch(fresh());
    return Map.copyOf(positions);
  }

  private Map<Integer, Position> stored() {
    Connection connection = warehouse.connection();
    try {
      Map<Integer, Position> stored = offsets.read(connection);
      requireOurSchema(connection);
      connection.commit();
      return stored;
    } catch (SQLException e) {
      throw new WarehouseException("reading hallpass.delivery_offsets", e);
    }
  }

  /** A topic's first rows; one task makes them for all partitions. */
  private Map<Integer, Position> begin() {
    Connection connection = warehouse.connection();
    try {
      LayoutWriter.lock(connection);
      requireOurSchema(connection);
      if (offsets.read(connection).isEmpty()) {
        requireEmptyTables(connection);
        Map<Integer, Long> starts = new TreeMap<>();
        state.partitions().forEach((number, reach) -> starts.put(number, reach.start()));
        offsets.insert(connection, state.topicId(), starts);
        LOG.info("{} is delivered for the first time, from its start", topicName);
      }
      connection.commit();
    } catch (SQLException e) {
      throw new WarehouseException("making the first rows of hallpass.delivery_offsets", e);
    }
    return stored();
  }

  private void requireOurSchema(Connection connection) throws SQLException {
    Set<String> others = offsets.others(connection);
    if (!others.isEmpty()) {
      throw new SchemaTakenException(topicName, warehouse.schema(), others);
    }
  }

  /** Rows of unknown age might hold what was withdrawn since. */
  private void requireEmptyTables(Connection connection) throws SQLException {
    Set<String> filled = new TreeSet<>();
    try (Statement query = connection.createStatement()) {
      for (Table table : warehouse.layout().tables()) {
        ResultSet rows = query.executeQuery("SELECT 1 FROM " + table.qualified() + " LIMIT 1");
        if (rows.next()) {
          filled.add(table.name());
        }
      }
    }
    if (!filled.isEmpty()) {
      throw cannotResume(
          List.of(
              "hallpass.delivery_offsets has no rows of this topic, and there are rows in "
                  + String.join(", ", filled)));
    }
  }

  /**
   * Delivers records in one transaction.
   *
   * @param records in the order of their offsets within each partition
   * @return false where the warehouse stands elsewhere than these records begin: then nothing was
   *     written, and {@link #resume} says where to read on
   */
  public boolean deliver(List<Released> records) {
    Connection connection = warehouse.connection();
    Batch batch = new Batch(records, warehouse.layout());
    if (!followsOn(batch)) {
      return false;
    }
    batch.changes().forEach(changes -> changes.encode(rowWriter(changes.table())));
    try {
      if (!lockOffsets(connection, batch)) {
        connection.rollback();
        return false;
      }
      for (TableChanges changes : batch.changes()) {
        warehouse.writer(changes.table()).write(changes);
      }
      offsets.advance(connection, batch.advances());
      connection.commit();
    } catch (SQLException e) {
      throw new WarehouseException("delivering a batch", e);
    }
    batch
        .advances()
        .forEach((partition, advance) -> positions.put(partition, advance.nextOffset()));
    return true;
  }

  /** A record from before our position means that somebody rewound, or that the topic is new. */
  private boolean followsOn(Batch batch) {
    return batch.starts().entrySet().stream()
        .allMatch(
            start -> positions.getOrDefault(start.getKey(), Long.MAX_VALUE) <= start.getValue());
  }

  private boolean lockOffsets(Connection connection, Batch batch) throws SQLException {
    Map<Integer, Position> locked = offsets.lock(connection, batch.starts().keySet());
    for (int partition : batch.starts().keySet()) {
      Position position = locked.get(partition);
      if (position == null || position.nextOffset() != positions.get(partition)) {
        return false;
      }
      if (ResumeRule.overdue(position, state)) {
        requireUntouched(partition, position);
        return false;
      }
    }
    return true;
  }

  /** What was never delivered to can be read again from the start, however late it is. */
  private void requireUntouched(int partition, Position position) {
    if (!ResumeRule.untouched(position.nextOffset(), state.partitions().get(partition))) {
      throw cannotResume(
          List.of(
              "partition " + partition + ": " + ResumeRule.stale(position.sinceFresh(), state)));
    }
  }

  private RowWriter rowWriter(Table table) {
    return rowWriters.computeIfAbsent(table.name(), name -> new RowWriter(table, schemas));
  }

  /**
   * Notes in the warehouse that it lacks nothing, for partitions where that is so: a topic where
   * nothing happens must not look like a sink that was away.
   */
  public void keepFresh() {
    if (positions.isEmpty()) {
      return;
    }
    Map<Integer, Long> ends = topic.ends(positions.keySet());
    Map<Integer, Long> caughtUp = new TreeMap<>(positions);
    caughtUp.entrySet().removeIf(p -> !ResumeRule.caughtUp(p.getValue(), ends.get(p.getKey())));
    touch(caughtUp);
  }

  private Map<Integer, Long> fresh() {
    Map<Integer, Long> fresh = new TreeMap<>(positions);
    fresh
        .entrySet()
        .removeIf(p -> !ResumeRule.fresh(p.getValue(), state.partitions().get(p.getKey())));
    return fresh;
  }

  private void touch(Map<Integer, Long> fresh) {
    if (fresh.isEmpty()) {
      return;
    }
    Connection connection = warehouse.connection();
    try {
      offsets.touch(connection, fresh);
      connection.commit();
    } catch (SQLException e) {
      throw new WarehouseException("touching hallpass.delivery_offsets", e);
    }
  }

  /** Where the warehouse stands in the partitions it was resumed in. */
  public Map<Integer, Long> positions() {
    return Map.copyOf(positions);
  }

  /** Forgets partitions that others deliver now. */
  public void release(Set<Integer> partitions) {
    positions.keySet().removeAll(partitions);
  }

  private CannotResumeException cannotResume(List<String> problems) {
    return new CannotResumeException(topicName, warehouse.schema(), problems);
  }
}
