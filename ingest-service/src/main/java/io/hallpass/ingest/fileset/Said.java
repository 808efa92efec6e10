package io.hallpass.ingest.fileset;

/**
 * That consents of a set were dealt with.
 *
 * @param id of the set
 * @param order its place among others, as {@link Arrival#order}; empty also where an older version
 *     remembered it
 */
record Said(String id, How how, String order) {
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

  static Said of(Arrival set, How how) {
    return new Said(set.id(), how, set.order());
  }

  /** Reads what {@link #text} wrote, and what older versions did, which had no place in it. */
  static Said of(String text) {
    int place = text.lastIndexOf('/');
    String id = text.substring(place + 1);
    How how = How.READ;
    if (id.endsWith(DOUBTED)) {
      how = How.DOUBTED;
    } else if (id.endsWith(NOTHING_NEWER)) {
      how = How.NOTHING_NEWER;
    }
    String bare = how == How.READ ? id : id.substring(0, id.length() - 1);
    return new Said(bare, how, text.substring(0, Math.max(0, place)));
  }

  /** As offsets have it: no file name has a slash, and ids have none either. */
  String text() {
    String end =
        switch (how) {
          case READ -> "";
          case NOTHING_NEWER -> NOTHING_NEWER;
          case DOUBTED -> DOUBTED;
        };
    return (order.isEmpty() ? "" : order + "/") + id + end;
  }

  /** Whether a set at this place comes behind it, or took its place. */
  boolean notBehind(String place) {
    return order.equals(place) || !order.isEmpty() && NaturalOrder.NAMES.compare(order, place) < 0;
  }
}
