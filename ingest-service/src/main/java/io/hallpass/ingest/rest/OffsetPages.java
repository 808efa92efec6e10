package io.hallpass.ingest.rest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads a list by offsets although it changes meanwhile. Rows that are inserted or deleted move all
 * behind them, so each page must hold a row of the one before it: what stands behind that row is
 * then what comes next, and no row that was there all the time is passed over. Where it does not,
 * rows were deleted, and the page is looked for further in front.
 *
 * <p>This needs a list whose order stays, and pages of more than one row. What is read may have
 * been deleted since, and what was inserted may not be read.
 */
public final class OffsetPages {
  private static final int OVERLAP = 10;
  private static final int MOST_STEPS_BACK = 20;
  private static final int MOST_TRIES = 3;

  private final String what;
  private final Source source;
  private final Take take;

  /** Gives pages. */
  @FunctionalInterface
  public interface Source {
    /** The page that begins behind so many rows. */
    Page page(long offset) throws RestException, InterruptedException;
  }

  /** Takes a page's rows; some come several times. */
  @FunctionalInterface
  public interface Take {
    /** Takes rows. */
    void rows(List<Row> rows) throws InterruptedException;
  }

  /**
   * Pages of {@code source}, whose rows go to {@code take}.
   *
   * @param what is read, for messages
   */
  public OffsetPages(String what, Source source, Take take) {
    this.what = what;
    this.source = source;
    this.take = take;
  }

  /** Reads the list; whether that was without a gap. Where it was not, it was tried again. */
  public boolean read() throws RestException, InterruptedException {
    for (int i = 0; i < MOST_TRIES; i++) {
      if (once()) {
        return true;
      }
    }
    return false;
  }

  private boolean once() throws RestException, InterruptedException {
    Page page = source.page(0);
    OptionalLong total = page.total();
    take.rows(page.rows());
    long offset = 0;
    long fresh = page.rows().size();
    int largest = page.rows().size();
    while (!page.rows().isEmpty()) {
      List<String> before = ids(page);
      int overlap = Math.min(OVERLAP, Math.max(1, page.rows().size() / 2));
      offset += page.rows().size() - overlap;
      page = source.page(offset);
      int seen = behind(page, before);
      for (int back = 0; seen < 0 && offset > 0 && back < MOST_STEPS_BACK; back++) {
        offset = Math.max(0, offset - Math.max(1, largest / 2));
        page = source.page(offset);
        seen = behind(page, before);
      }
      if (seen < 0) {
        return false;
      }
      take.rows(page.rows());
      int rest = page.rows().size() - seen;
      fresh += rest;
      largest = Math.max(largest, page.rows().size());
      if (rest == 0) {
        boolean end = source.page(offset + page.rows().size()).rows().isEmpty();
        if (end || page.rows().size() == 1) {
          return end && plausible(total, page.total(), fresh);
        }
      }
    }
    return true;
  }

  /** A server that says twice that there are more or fewer rows than it gave did not give all. */
  private static boolean plausible(OptionalLong first, OptionalLong last, long rows) {
    return first.isEmpty() || !first.equals(last) || first.getAsLong() == rows;
  }

  /** How many rows of this page stand up to the last of those before it; -1 where it has none. */
  private static int behind(Page page, List<String> before) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < page.rows().size(); i++) {
      places.put(page.rows().get(i).id(), i);
    }
    for (int i = before.size() - 1; i >= 0; i--) {
      Integer place = places.get(before.get(i));
      if (place != null) {
        return place + 1;
      }
    }
    return -1;
  }

  private List<String> ids(Page page) throws RestException.Refused {
    List<String> ids = new ArrayList<>();
    page.rows().stream().map(Row::id).filter(id -> !id.isEmpty()).forEach(ids::add);
    if (ids.isEmpty()) {
      throw new RestException.Refused(
          what, RestException.Refused.UNREADABLE, "none of a page's rows has an id");
    }
    return ids;
  }
}
