package io.hallpass.ingest.edfirest;

import java.util.Map;
import java.util.TreeMap;

/**
 * The change versions a query is about, both ends included.
 *
 * @param from the first; 0 for no limit
 * @param to the last; {@link Long#MAX_VALUE} for no limit
 */
record Window(long from, long to) {
  /** Everything. */
  static final Window ALL = new Window(0, Long.MAX_VALUE);

  /** Its parameters, to which more can be added. */
  Map<String, String> query() {
    Map<String, String> query = new TreeMap<>();
    if (from > 0) {
      query.put("minChangeVersion", Long.toString(from));
    }
    if (to < Long.MAX_VALUE) {
      query.put("maxChangeVersion", Long.toString(to));
    }
    return query;
  }
}
