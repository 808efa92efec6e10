package io.hallpass.ingest.jdbc;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a source was read; what Connect stores beside each record. While a pass is under way its
 * records change nothing but the position, so that a pass that was broken off begins anew.
 *
 * @param position of the last pass that sent something; the next one's is larger
 * @param collected of what was collected by the last full pass
 * @param fullAt when that began, in milliseconds; 0 where there was none
 * @param waters up to where changes were read, by resource
 * @param status what {@link JdbcStatus} was told last
 */
record JdbcOffset(
    long position, String collected, long fullAt, Map<String, HighWater> waters, String status) {
  private static final String WATER = "water.";

  /** Where nothing was read yet. */
  static final JdbcOffset NONE = new JdbcOffset(0, "", 0, Map.of(), JdbcStatus.NONE);

  JdbcOffset {
    waters = Map.copyOf(waters);
  }

  /** The beginning of a pass. */
  JdbcOffset at(long next) {
    return new JdbcOffset(next, collected, fullAt, waters, status);
  }

  /** The same, with something else told. */
  JdbcOffset told(String text) {
    return new JdbcOffset(position, collected, fullAt, waters, text);
  }

  /** The same, with changes read up to there. */
  JdbcOffset read(Map<String, HighWater> upTo) {
    return new JdbcOffset(position, collected, fullAt, upTo, status);
  }

  /** The same after a full pass that began then. */
  JdbcOffset full(String what, long began) {
    return new JdbcOffset(position, what, began, waters, status);
  }

  /** The same, and a full pass is due. */
  JdbcOffset unread() {
    return new JdbcOffset(position, "", 0, waters, status);
  }

  /** Up to where the changes of a resource were read. */
  HighWater water(String resource) {
    return waters.getOrDefault(resource, HighWater.NONE);
  }

  /** As Connect stores it. */
  Map<String, Object> map() {
    Map<String, Object> map = new HashMap<>();
    map.put("position", position);
    map.put("collected", collected);
    map.put("full", fullAt);
    map.put("status", status);
    waters.forEach((resource, water) -> map.put(WATER + resource, water.text()));
    return map;
  }

  /** Reads what {@link #map} wrote. */
  static JdbcOffset of(Map<String, Object> map) {
    Map<String, HighWater> waters = new TreeMap<>();
    map.forEach(
        (key, value) -> {
          if (key.startsWith(WATER)) {
            waters.put(key.substring(WATER.length()), HighWater.of(String.valueOf(value)));
          }
        });
    return new JdbcOffset(
        number(map, "position"),
        map.get("collected") instanceof String collected ? collected : "",
        number(map, "full"),
        waters,
        map.get("status") instanceof String status ? status : JdbcStatus.NONE);
  }

  private static long number(Map<String, Object> map, String key) {
    return map.get(key) instanceof Number number ? number.longValue() : 0;
  }
}
