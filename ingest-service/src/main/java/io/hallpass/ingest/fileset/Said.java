package io.hallpass.ingest.fileset;

/**
 * That consents of a set were dealt with.
 *
 * @param id of the set
 * @param order its place among others, as {@link Arrival#order}; empty also where an older version
 *     remembered it
 * @param position of what was said; 0 where an older version remembered it
 */
record Said(String id, How how, String order, long position) {
  /** What was done. */
  enum How {
    /** They were read. */
    READ,
    /** They were read, and nothing in them was newer than what had been read of others. */
    NOTHING_NEWER,
    /** It was said that not all of them are known. */
    DOUBTED
  }

  private static final String DOUBTED = "+";
  private static final String NOTHING_NEWER = "-";
  private static final String AT = "@";

  static Said of(Arrival set, How how, long position) {
    return new Said(set.id(), how, set.order(), position);
  }

  /** Reads what {@link #text} wrote, and what older versions did, which had less in it. */
  static Said of(String text) {
    int place = text.lastIndexOf('/');
    int at = text.indexOf(AT, place + 1);
    String id = text.substring(place + 1, at < 0 ? text.length() : at);
    long position = at < 0 ? 0 : Long.parseLong(text.substring(at + 1));
    How how = How.READ;
    if (id.endsWith(DOUBTED)) {
      how = How.DOUBTED;
    } else if (id.endsWith(NOTHING_NEWER)) {
      how = How.NOTHING_NEWER;
    }
    String bare = how == How.READ ? id : id.substring(0, id.length() - 1);
    return new Said(bare, how, text.substring(0, Math.max(0, place)), position);
  }

  /** As offsets have it: no file name has a slash, and ids have none either. */
  String text() {
    String end =
        switch (how) {
          case READ -> "";
          case NOTHING_NEWER -> NOTHING_NEWER;
          case DOUBTED -> DOUBTED;
        };
    String at = position == 0 ? "" : AT + Long.toString(position);
    return (order.isEmpty() ? "" : order + "/") + id + end + at;
  }

  /** Whether it says the same, at whatever position. */
  boolean same(Said other) {
    return id.equals(other.id) && how == other.how && order.equals(other.order);
  }

  /** Whether it comes behind a set at this place. */
  boolean behind(String place) {
    return !order.isEmpty() && NaturalOrder.NAMES.compare(order, place) > 0;
  }

  /** Whether a set at this place comes behind it, or took its place. */
  boolean notBehind(String place) {
    return order.equals(place) || !order.isEmpty() && NaturalOrder.NAMES.compare(order, place) < 0;
  }
}
