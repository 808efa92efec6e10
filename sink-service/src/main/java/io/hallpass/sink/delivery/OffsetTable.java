package io.hallpass.sink.delivery;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** The rows of {@code hallpass.delivery_offsets} of one topic and one recipient's schema. */
final class OffsetTable {
  private static final String OURS = " WHERE warehouse_schema = ? AND topic = ?";

  private static final String READ =
      "SELECT partition, topic_id, next_offset,"
          + " (extract(epoch FROM clock_timestamp() - fresh_at) * 1000)::bigint"
          + " FROM hallpass.delivery_offsets"
          + OURS;

  private static final String LOCK =
      READ + " AND partition = ANY (?) ORDER BY partition FOR UPDATE";

  private static final String INSERT =
      "INSERT INTO hallpass.delivery_offsets"
          + " (warehouse_schema, topic, partition, topic_id, next_offset, fresh_at, updated_at)"
          + " VALUES (?, ?, ?, ?, ?, now(), now())";

  private static final String ADVANCE =
      "UPDATE hallpass.delivery_offsets AS o SET next_offset = n.next_offset, updated_at = now(),"
          + " fresh_at = greatest(o.fresh_at, least(now(), to_timestamp(n.written / 1000.0)))"
          + " FROM unnest(?::int[], ?::bigint[], ?::bigint[]) AS n (partition, next_offset, written)"
          + OURS
          + " AND o.partition = n.partition";

  private static final String TOUCH =
      "UPDATE hallpass.delivery_offsets SET fresh_at = now(), updated_at = now()"
          + OURS
          + " AND partition = ? AND next_offset = ?";

  private static final String OTHERS =
      "SELECT DISTINCT topic FROM hallpass.delivery_offsets"
          + " WHERE warehouse_schema = ? AND topic <> ?";

  private final String schema;
  private final String topic;

  OffsetTable(String schema, String topic) {
    this.schema = schema;
    this.topic = topic;
  }

  /** All rows, by partition. */
  Map<Integer, Position> read(Connection connection) throws SQLException {
    try (PreparedStatement query = ours(connection, READ, 1)) {
      return positions(query);
    }
  }

  /** Other topics that were delivered to the same schema. */
  Set<String> others(Connection connection) throws SQLException {
    try (PreparedStatement query = ours(connection, OTHERS, 1)) {
      Set<String> topics = new TreeSet<>();
      ResultSet rows = query.executeQuery();
      while (rows.next()) {
        topics.add(rows.getString(1));
      }
      return topics;
    }
  }

  /** The rows of these partitions, locked in their order until the transaction ends. */
  Map<Integer, Position> lock(Connection connection, Collection<Integer> partitions)
      throws SQLException {
    try (PreparedStatement query = ours(connection, LOCK, 1)) {
      query.setArray(3, connection.createArrayOf("int4", partitions.toArray()));
      return positions(query);
    }
  }

  /** Makes the first rows of a topic. */
  void insert(Connection connection, UUID topicId, Map<Integer, Long> starts) throws SQLException {
    try (PreparedStatement insert = ours(connection, INSERT, 1)) {
      for (var start : starts.entrySet()) {
        insert.setInt(3, start.getKey());
        insert.setObject(4, topicId);
        insert.setLong(5, start.getValue());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Moves partitions on; their freshness follows the records' own time, never backwards. */
  void advance(Connection connection, Map<Integer, Advance> advances) throws SQLException {
    Object[] partitions = advances.keySet().toArray();
    Object[] nexts = advances.values().stream().map(Advance::nextOffset).toArray();
    Object[] written = advances.values().stream().map(Advance::writtenAt).toArray();
    try (PreparedStatement update = ours(connection, ADVANCE, 4)) {
      Array[] arrays = {
        connection.createArrayOf("int4", partitions),
        connection.createArrayOf("int8", nexts),
        connection.createArrayOf("int8", written)
      };
      for (int i = 0; i < arrays.length; i++) {
        update.setArray(i + 1, arrays[i]);
      }
      update.executeUpdate();
    }
  }

  /** Notes that partitions lack nothing, unless they have moved from these offsets. */
  void touch(Connection connection, Map<Integer, Long> offsets) throws SQLException {
    try (PreparedStatement update = ours(connection, TOUCH, 1)) {
      for (var offset : new TreeMap<>(offsets).entrySet()) {
        update.setInt(3, offset.getKey());
        update.setLong(4, offset.getValue());
        update.executeUpdate();
      }
    }
  }

  private PreparedStatement ours(Connection connection, String sql, int at) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setString(at, schema);
    statement.setString(at + 1, topic);
    return statement;
  }

  private static Map<Integer, Position> positions(PreparedStatement query) throws SQLException {
    Map<Integer, Position> positions = new TreeMap<>();
    ResultSet rows = query.executeQuery();
    while (rows.next()) {
      positions.put(
          rows.getInt(1),
          new Position(
              rows.getObject(2, UUID.class), rows.getLong(3), Duration.ofMillis(rows.getLong(4))));
    }
    return positions;
  }
}
