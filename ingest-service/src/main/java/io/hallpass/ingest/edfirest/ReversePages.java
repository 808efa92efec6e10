package io.hallpass.ingest.edfirest;

import io.hallpass.ingest.rest.PageSize;
import io.hallpass.ingest.rest.RestException;
import java.util.List;

/**
 * Reads a list from its end to its beginning. A list that only gets shorter, as one of a window of
 * change versions does when its rows are changed again or deleted, moves rows towards its
 * beginning: what was not read yet stays in front of what was, and comes, some of it twice. From
 * its beginning on, rows would be passed over.
 *
 * @param <T> what the list holds
 */
final class ReversePages<T> {
  private final String what;
  private final PageSize size;
  private final Source<T> source;

  /** Gives pages. */
  interface Source<T> {
    /** How long the list is now. */
    long count() throws RestException, InterruptedException;

    /** A part of it. */
    List<T> page(long offset, int limit) throws RestException, InterruptedException;
  }

  /** Takes pages. */
  @FunctionalInterface
  interface Take<T> {
    /**
     * Takes a page.
     *
     * @param left how many are still in front of it
     */
    void page(List<T> page, long left) throws InterruptedException;
  }

  ReversePages(String what, PageSize size, Source<T> source) {
    this.what = what;
    this.size = size;
    this.source = source;
  }

  /** Reads all of it. */
  void read(Take<T> take) throws RestException, InterruptedException {
    read(source.count(), take);
  }

  /** Reads what is in front of {@code end}. */
  void read(long end, Take<T> take) throws RestException, InterruptedException {
    long left = end;
    while (left > 0) {
      int limit = (int) Math.min(size.now(), left);
      long offset = left - limit;
      List<T> page;
      try {
        page = source.page(offset, limit);
      } catch (RestException.Refused e) {
        if (size.smaller(e)) {
          continue;
        }
        throw e;
      }
      if (page.size() < limit && source.count() > offset + page.size()) {
        // Asked before the size is lessened, which holds for all resources.
        if (nothingAt(offset + page.size(), limit)) {
          throw new RestException.Refused(
              what, RestException.Refused.UNREADABLE, "the server counts rows it does not give");
        }
        // It gives fewer rows than it is asked for.
        size.atMost(page.size());
        continue;
      }
      size.proven();
      take.page(page, offset);
      left = offset;
    }
  }

  /** Whether no row has this place, although the server counts more rows than that. */
  private boolean nothingAt(long place, int limit) throws RestException, InterruptedException {
    return source.page(place, limit).isEmpty() && source.count() > place;
  }
}
