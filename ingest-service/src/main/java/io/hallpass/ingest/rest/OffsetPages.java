package io.hallpass.ingest.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a list by offsets although it changes meanwhile. Rows that are inserted or deleted move all
 * behind them, so each page must hold a row of the one before it: what stands behind that row is
 * then what comes next, and no row that was there all the time is passed over. Where it does not,
 * rows were deleted, and the page is looked for further in front.
 *
 * <p>This needs pages of more than one row, and a list in which a row keeps its place among the
 * others: one that moves in front of what was read is passed over, and nothing here can tell. What
 * is read may have been deleted since, and what was inserted may not be read.
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
   * How a list was read.
   *
   * @param whole whether that was without a gap, if no row changed its place among the others
   * @param atOnce whether the server said that its first page was all of it
   * @param rows how many came, each counted once
   * @param ids of what was read and in which order: readings with the same are the same
   */
  public record Reading(boolean whole, boolean atOnce, long rows, String ids) {
    private static final Reading GAP = new Reading(false, false, 0, "");
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

  /** Reads the list. Where there was a gap, it was tried again. */
  public Reading read() throws RestException, InterruptedException {
    Reading reading = Reading.GAP;
    for (int i = 0; i < MOST_TRIES && !reading.whole(); i++) {
      reading = once();
    }
    return reading;
  }

  private Reading once() throws RestException, InterruptedException {
    Page page = source.page(0);
    OptionalLong total = page.total();
    MessageDigest ids = sha256();
    take.rows(page.rows());
    count(page.rows(), ids);
    long offset = 0;
    final int first = page.rows().size();
    long fresh = first;
    int largest = first;
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
        return Reading.GAP;
      }
      take.rows(page.rows());
      count(page.rows().subList(seen, page.rows().size()), ids);
      int rest = page.rows().size() - seen;
      fresh += rest;
      largest = Math.max(largest, page.rows().size());
      if (rest == 0) {
        Page next = source.page(offset + page.rows().size());
        boolean end = next.rows().isEmpty();
        // A server that ignores offsets would give the same page for ever.
        if (end || page.rows().size() == 1 || !goesOn(page, next)) {
          return end && plausible(total, page.total(), fresh)
              ? reading(atOnce(total, first), fresh, ids)
              : Reading.GAP;
        }
      }
    }
    // It was empty from the first page on, which is all of it unless it says otherwise.
    return total.orElse(0) == 0 ? reading(true, fresh, ids) : Reading.GAP;
  }

  private static boolean goesOn(Page page, Page next) {
    Set<String> there = page.rows().stream().map(Row::id).collect(Collectors.toSet());
    return next.rows().stream().anyMatch(row -> !there.contains(row.id()));
  }

  private static boolean atOnce(OptionalLong total, int first) {
    return total.isPresent() && total.getAsLong() == first;
  }

  private static Reading reading(boolean atOnce, long rows, MessageDigest ids) {
    return new Reading(true, atOnce, rows, HexFormat.of().formatHex(ids.digest()));
  }

  /** A server that says twice that there are more or fewer rows than it gave did not give all. */
  private static boolean plausible(OptionalLong first, OptionalLong last, long rows) {
    return first.isEmpty() || !first.equals(last) || first.getAsLong() == rows;
  }

  private static void count(List<Row> rows, MessageDigest ids) {
    for (Row row : rows) {
      ids.update(row.id().getBytes(StandardCharsets.UTF_8));
      ids.update((byte) 0);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
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
