package io.hallpass.ingest.onerosterrest;

import io.hallpass.ingest.rest.OffsetPages;
import io.hallpass.ingest.rest.Page;
import io.hallpass.ingest.rest.RestException;
import io.hallpass.ingest.rest.Row;

/**
 * Reads a list by its keys: each page is of the rows behind the last one's, so no row that was
 * there all the time is passed over, however many come and go meanwhile. Trusts no server: ids must
 * ascend, and the end is where no larger id is.
 */
final class KeysetPages {
  private static final int MOST_LOOKS_AT_THE_END = 20;

  private final String what;
  private final Source source;
  private final OffsetPages.Take take;
  private String reason = "";

  /** Gives pages. */
  interface Source {
    /** The rows behind this id, in ascending order; all from the first on where it is empty. */
    Page behind(String id) throws RestException, InterruptedException;

    /** The row with the largest id. */
    Page last() throws RestException, InterruptedException;
  }

  /**
   * Pages of {@code source}, whose rows go to {@code take}.
   *
   * @param what is read, for messages
   */
  KeysetPages(String what, Source source, OffsetPages.Take take) {
    this.what = what;
    this.source = source;
    this.take = take;
  }

  /** Why {@link #read} said no. */
  String reason() {
    return reason;
  }

  /** Reads the list; false where the server cannot be read so, and why is known. */
  boolean read() throws RestException, InterruptedException {
    KeyOrder order = new KeyOrder();
    int looks = 0;
    while (true) {
      Page page = page(order.last());
      if (page == null) {
        return false;
      }
      if (!page.rows().isEmpty()) {
        if (!sorted(page, order)) {
          return false;
        }
        take.rows(page.rows());
      } else if (order.last().isEmpty() || nothingBehind(order)) {
        return reason.isEmpty();
      } else if (++looks > MOST_LOOKS_AT_THE_END) {
        reason = "its filter hides rows";
        return false;
      }
      if (order.last().indexOf('\'') >= 0) {
        reason = "an id holds a quote, which no filter can";
        return false;
      }
    }
  }

  /**
   * Null where the filter is the trouble. The first page has none, so what is wrong with it is
   * wrong with the resource.
   */
  private Page page(String last) throws RestException, InterruptedException {
    try {
      return source.behind(last);
    } catch (RestException e) {
      if (last.isEmpty() || !Abilities.perhapsOfFilter(e)) {
        throw e;
      }
      reason = "its filter on sourcedId is refused";
      return null;
    }
  }

  private boolean sorted(Page page, KeyOrder order) throws RestException.Refused {
    if (page.lastId().isEmpty()) {
      throw new RestException.Refused(
          what, RestException.Refused.UNREADABLE, "none of a page's rows has a sourcedId");
    }
    for (Row row : page.rows()) {
      if (!row.id().isEmpty() && !order.ascends(row.id())) {
        reason = "its order or its filter on sourcedId is none";
        return false;
      }
    }
    return true;
  }

  /** An empty page could also come of a filter that never finds anything. */
  private boolean nothingBehind(KeyOrder order) throws RestException, InterruptedException {
    try {
      Page last = source.last();
      return last.rows().isEmpty() || !order.behindLast(last.lastId());
    } catch (RestException e) {
      if (!Abilities.perhapsOfFilter(e)) {
        throw e;
      }
      reason = "it does not sort downwards";
      return true;
    }
  }
}
