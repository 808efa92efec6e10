package io.hallpass.ingest.jdbc;

import io.hallpass.ingest.rest.HeldLoss;
import io.hallpass.ingest.rest.Loss;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
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
 * @param passes the last full pass, by resource
 * @param status what {@link JdbcStatus} was told last
 */
record JdbcOffset(
    long position,
    String collected,
    long fullAt,
    Map<String, HighWater> waters,
    Map<String, Passed> passes,
    String status) {
  private static final String WATER = "water.";
  private static final String PASSED = "passed.";

  /** After a pass that lacked too much the next one need not wait as long as usual. */
  private static final long AGAIN_MILLIS = 3_600_000;

  /** Where nothing was read yet. */
  static final JdbcOffset NONE = new JdbcOffset(0, "", 0, Map.of(), Map.of(), JdbcStatus.NONE);

  JdbcOffset {
    waters = Map.copyOf(waters);
    passes = Map.copyOf(passes);
  }

  /** The beginning of a pass. */
  JdbcOffset at(long next) {
    return new JdbcOffset(next, collected, fullAt, waters, passes, status);
  }

  /** The same, with something else told. */
  JdbcOffset told(String text) {
    return new JdbcOffset(position, collected, fullAt, waters, passes, text);
  }

  /** The same, with changes read up to there. */
  JdbcOffset read(Map<String, HighWater> upTo) {
    return new JdbcOffset(position, collected, fullAt, upTo, passes, status);
  }

  /** The same after a full pass that began then. */
  JdbcOffset full(String what, long began, Map<String, Passed> passed) {
    return new JdbcOffset(position, what, began, waters, passed, status);
  }

  /** The same of these resources; of others that are dropped nothing is left to be compared. */
  JdbcOffset only(Collection<String> resources) {
    Map<String, Passed> left = new TreeMap<>(passes);
    left.keySet().retainAll(resources);
    return new JdbcOffset(position, collected, fullAt, waters, left, status);
  }

  /** The same, and a full pass is due. */
  JdbcOffset unread() {
    return new JdbcOffset(position, "", 0, waters, passes, status);
  }

  /** Full passes that lacked too much, and took nothing for gone. */
  List<HeldLoss> losses(Loss limit) {
    return new TreeMap<>(passes)
        .entrySet().stream()
            .filter(passed -> passed.getValue().held())
            .map(passed -> passed.getValue().loss(passed.getKey(), limit))
            .toList();
  }

  /**
   * When the next full pass is due, in milliseconds; at once where a loss was approved.
   *
   * @param interval between two that lack nothing
   */
  long fullDue(long interval, Loss limit) {
    if (passes.entrySet().stream().anyMatch(e -> e.getValue().released(e.getKey(), limit))) {
      return 0;
    }
    boolean held = passes.values().stream().anyMatch(Passed::held);
    return fullAt + (held ? Math.min(interval, AGAIN_MILLIS) : interval);
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
    passes.forEach((resource, passed) -> map.put(PASSED + resource, passed.text()));
    return map;
  }

  /** Reads what {@link #map} wrote. */
  static JdbcOffset of(Map<String, Object> map) {
    Map<String, HighWater> waters = new TreeMap<>();
    Map<String, Passed> passes = new TreeMap<>();
    map.forEach(
        (key, value) -> {
          if (key.startsWith(WATER)) {
            waters.put(key.substring(WATER.length()), HighWater.of(String.valueOf(value)));
          } else if (key.startsWith(PASSED)) {
            passes.put(key.substring(PASSED.length()), Passed.of(String.valueOf(value)));
          }
        });
    String status = map.get("status") instanceof String text ? text : JdbcStatus.NONE;
    if (passes.isEmpty()) {
      // Older versions did not store them; without them the next pass could lack everything.
      JdbcStatus.complete(status)
          .forEach((name, rows) -> passes.put(name, Passed.whole(number(map, "position"), rows)));
    }
    return new JdbcOffset(
        number(map, "position"),
        map.get("collected") instanceof String collected ? collected : "",
        number(map, "full"),
        waters,
        passes,
        status);
  }

  private static long number(Map<String, Object> map, String key) {
    return map.get(key) instanceof Number number ? number.longValue() : 0;
  }
}
