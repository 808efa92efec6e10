package io.hallpass.ingest.rest;

import java.util.HashMap;
import java.util.Map;

/**
 * How far a resource was read; what Connect stores beside the last record. It says what was
 * finished, and never names a row: Connect's offsets belong to no district.
 *
 * @param collected fingerprint of what is collected; with another one, only {@code number} counts
 * @param number position of the last rows; later ones are larger
 * @param fullAt when the last full pass began, in milliseconds since 1970; 0 where there was none
 * @param since from where on changes are still to be read: a time, or a change version; empty where
 *     that is not known
 * @param pass a full pass that is under way; {@link Pass#NONE} mostly
 * @param owed position of a full pass whose end markers are still to be sent; 0 where there is none
 * @param rows of the last full pass, rejected ones among them
 * @param rejected of the last full pass
 */
public record ResourceState(
    String collected,
    long number,
    long fullAt,
    String since,
    Pass pass,
    long owed,
    long rows,
    long rejected) {

  /**
   * A full pass that can be gone on with.
   *
   * @param number its position; 0 for none
   * @param upTo what it reads up to
   * @param cursor where the next page is
   */
  public record Pass(long number, String upTo, String cursor) {
    /** None is under way. */
    public static final Pass NONE = new Pass(0, "", "");
  }

  /** Nothing was read yet. */
  public static ResourceState none(String collected) {
    return new ResourceState(collected, 0, 0, "", Pass.NONE, 0, 0, 0);
  }

  /**
   * Reads what {@link #map} wrote.
   *
   * @param stored null where nothing was
   * @param collected what is collected now
   */
  static ResourceState of(Map<String, Object> stored, String collected) {
    if (stored == null) {
      return none(collected);
    }
    if (!collected.equals(stored.get("collected"))) {
      return none(collected).numbered(number(stored, "number"));
    }
    Pass pass =
        new Pass(number(stored, "pass"), text(stored, "pass.to"), text(stored, "pass.cursor"));
    return new ResourceState(
        collected,
        number(stored, "number"),
        number(stored, "full"),
        text(stored, "since"),
        pass,
        number(stored, "owed"),
        number(stored, "rows"),
        number(stored, "rejected"));
  }

  /** As Connect stores it. */
  public Map<String, Object> map() {
    Map<String, Object> map = new HashMap<>();
    map.put("collected", collected);
    map.put("number", number);
    map.put("full", fullAt);
    map.put("since", since);
    map.put("pass", pass.number());
    map.put("pass.to", pass.upTo());
    map.put("pass.cursor", pass.cursor());
    map.put("owed", owed);
    map.put("rows", rows);
    map.put("rejected", rejected);
    return map;
  }

  /** The same, with a position. */
  public ResourceState numbered(long newNumber) {
    return new ResourceState(collected, newNumber, fullAt, since, pass, owed, rows, rejected);
  }

  /** The same, with a later beginning of the changes to read. */
  public ResourceState since(String newSince) {
    return new ResourceState(collected, number, fullAt, newSince, pass, owed, rows, rejected);
  }

  /** The same, in the midst of a full pass of which so much was read. */
  public ResourceState passing(Pass newPass, long newRows, long newRejected) {
    return new ResourceState(collected, number, fullAt, since, newPass, owed, newRows, newRejected);
  }

  /** The same, after a full pass that began then. */
  public ResourceState passed(long beganAt, String newSince, long newRows, long newRejected) {
    return new ResourceState(
        collected, number, beganAt, newSince, Pass.NONE, 0, newRows, newRejected);
  }

  /** The same, with end markers to send; 0 for none. */
  public ResourceState owing(long position) {
    return new ResourceState(collected, number, fullAt, since, pass, position, rows, rejected);
  }

  /** The same, with a full pass due at once. */
  public ResourceState fullDue() {
    return new ResourceState(collected, number, 0, since, pass, owed, rows, rejected);
  }

  /** Whether a full pass is due. */
  public boolean fullDue(long now, long interval) {
    return fullAt == 0 || now - fullAt >= interval;
  }

  private static long number(Map<String, Object> map, String key) {
    return map.get(key) instanceof Number number ? number.longValue() : 0;
  }

  private static String text(Map<String, Object> map, String key) {
    return map.get(key) instanceof String text ? text : "";
  }
}
