package io.hallpass.ingest.rest;

import java.util.HashMap;
import java.util.Map;

/**
 * How far a resource was read; what Connect stores beside the last record. It says what was
 * finished, and never names a row: Connect's offsets belong to no district.
 *
 * @param collected fingerprint of what is collected; with another one, only {@code number} and
 *     {@code whole} count
 * @param number position of the last rows; later ones are larger
 * @param fullAt when the last full pass began, in milliseconds since 1970; 0 where there was none
 * @param since from where on changes are still to be read: a time, or a change version; empty where
 *     that is not known
 * @param pass a full pass that is under way; {@link Pass#NONE} mostly
 * @param owed position of a full pass whose end markers are still to be sent; 0 where there is none
 * @param rows of the last full pass, rejected ones among them, without those that were said to be
 *     deleted before
 * @param rejected of the last full pass
 * @param open why the last full pass took nothing for gone, although no row was rejected
 * @param whole the last pass that took for gone what it lacked
 */
public record ResourceState(
    String collected,
    long number,
    long fullAt,
    String since,
    Pass pass,
    long owed,
    long rows,
    long rejected,
    Open open,
    Whole whole) {
  /** Why a full pass took nothing for gone. */
  public enum Open {
    /** It did. */
    NO,
    /** It cannot be told whether it was whole: its list moved, or it had fewer rows than that. */
    UNSETTLED,
    /** Too much was missing. */
    HELD
  }

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

  /**
   * A full pass that took for gone what it lacked.
   *
   * @param number its position; 0 for none
   * @param rows that it had, without those that are said to be deleted, then or since
   * @param gone how many are said to be deleted
   * @param counted the latest time that one of those bears, in milliseconds since 1970; 0 where
   *     there is none
   */
  public record Whole(long number, long rows, long gone, long counted) {
    /** There was none. */
    public static final Whole NONE = new Whole(0, 0);

    /** Where no row that is said to be deleted is in the list. */
    public Whole(long number, long rows) {
      this(number, rows, 0, 0);
    }

    /**
     * The same after so many of its rows were said to be deleted.
     *
     * @param latest time that one of them bears
     */
    public Whole announced(long deleted, long latest) {
      return new Whole(
          number, Math.max(0, rows - deleted), gone + deleted, Math.max(counted, latest));
    }

    /**
     * The same after deletions that the server said one by one. Some may be of rows that came
     * since: more than the list has lost is not taken off.
     *
     * @param deleted how many
     * @param now how many rows the list has then
     */
    public Whole without(long deleted, long now) {
      return new Whole(number, Math.max(rows - deleted, Math.min(rows, now)), gone, counted);
    }
  }

  /** Nothing was read yet. */
  public static ResourceState none(String collected) {
    return new ResourceState(collected, 0, 0, "", Pass.NONE, 0, 0, 0, Open.NO, Whole.NONE);
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
    Whole whole = whole(stored);
    if (!collected.equals(stored.get("collected"))) {
      // What landed before is still there, and too little is too little of anything.
      return new ResourceState(
          collected, number(stored, "number"), 0, "", Pass.NONE, 0, 0, 0, Open.NO, whole);
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
        number(stored, "rejected"),
        open(text(stored, "open")),
        whole);
  }

  /** Older versions did not store it; without it the next pass could lack everything. */
  private static Whole whole(Map<String, Object> stored) {
    if (stored.containsKey("whole")) {
      return new Whole(
          number(stored, "whole"),
          number(stored, "whole.rows"),
          number(stored, "whole.gone"),
          number(stored, "whole.counted"));
    }
    boolean ended =
        number(stored, "full") > 0
            && number(stored, "owed") == 0
            && number(stored, "pass") == 0
            && number(stored, "rejected") == 0;
    return ended ? new Whole(number(stored, "number"), number(stored, "rows")) : Whole.NONE;
  }

  private static Open open(String name) {
    for (Open open : Open.values()) {
      if (open.name().equals(name)) {
        return open;
      }
    }
    return Open.NO;
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
    map.put("open", open.name());
    map.put("whole", whole.number());
    map.put("whole.rows", whole.rows());
    map.put("whole.gone", whole.gone());
    map.put("whole.counted", whole.counted());
    return map;
  }

  /** The same, with a position. */
  public ResourceState numbered(long newNumber) {
    return new ResourceState(
        collected, newNumber, fullAt, since, pass, owed, rows, rejected, open, whole);
  }

  /** The same, with a later beginning of the changes to read. */
  public ResourceState since(String newSince) {
    return new ResourceState(
        collected, number, fullAt, newSince, pass, owed, rows, rejected, open, whole);
  }

  /** The same, in the midst of a full pass of which so much was read. */
  public ResourceState passing(Pass newPass, long newRows, long newRejected) {
    return new ResourceState(
        collected, number, fullAt, since, newPass, owed, newRows, newRejected, open, whole);
  }

  /** The same, after a full pass that began then. Whether it was whole, {@link #ended} says. */
  public ResourceState passed(long beganAt, String newSince, long newRows, long newRejected) {
    return new ResourceState(
        collected, number, beganAt, newSince, Pass.NONE, 0, newRows, newRejected, open, whole);
  }

  /**
   * The same, after the end markers of the last full pass.
   *
   * @param complete what later passes are compared with if this one takes back what it lacks
   */
  public ResourceState ended(Open how, Whole complete) {
    Whole last = how == Open.NO && rejected == 0 ? complete : whole;
    return new ResourceState(collected, number, fullAt, since, pass, 0, rows, rejected, how, last);
  }

  /** The same, at the beginning of a full pass that can be gone on with. */
  public ResourceState passing(Pass begun) {
    return new ResourceState(
        collected, begun.number(), fullAt, since, begun, 0, 0, 0, Open.NO, whole);
  }

  /** The same, with end markers to send; 0 for none. */
  public ResourceState owing(long position) {
    return new ResourceState(
        collected, number, fullAt, since, pass, position, rows, rejected, open, whole);
  }

  /** The same, with another complete pass to compare with. */
  public ResourceState comparedWith(Whole other) {
    return new ResourceState(
        collected, number, fullAt, since, pass, owed, rows, rejected, open, other);
  }

  /** The same, with a full pass due at once. */
  public ResourceState fullDue() {
    return new ResourceState(collected, number, 0, since, pass, owed, rows, rejected, open, whole);
  }

  /** Whether what the last full pass lacked is gone: none of its rows is in doubt. */
  public boolean takesBack() {
    return rejected == 0 && open == Open.NO;
  }

  /** Whether the last full pass was sent to its end and took back what it lacked. */
  public boolean complete() {
    return fullAt > 0 && owed == 0 && pass.number() == 0 && takesBack();
  }

  private static long number(Map<String, Object> map, String key) {
    return map.get(key) instanceof Number number ? number.longValue() : 0;
  }

  private static String text(Map<String, Object> map, String key) {
    return map.get(key) instanceof String text ? text : "";
  }
}
