package io.hallpass.ingest.edfirest;

import io.hallpass.ingest.rest.OffsetPages;
import io.hallpass.ingest.rest.Page;
import io.hallpass.ingest.rest.ResourceRecords;
import io.hallpass.ingest.rest.RestException;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.Row;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the rows of a resource: by cursors where the server has them (7.3), else by their place.
 *
 * <p>A cursor ends with an empty page. One that ends with rows may have lost its token on the way,
 * and counts as read only if the server counts no more rows than came. Otherwise cursors are not
 * used any more. Where one ended as it should, and the list has more rows all the same, this list
 * is read by places; where that has too few as well, it is not for the cursors, and they are used
 * again.
 */
final class EdFiPages {
  private static final Logger LOG = LoggerFactory.getLogger(EdFiPages.class);
  private static final String BY_TOKEN = "token:";
  private static final String BY_PLACE = "place:";
  private static final int MOST_READINGS = 3;
  private static final String CURSOR_LACKS =
      "a cursor had fewer rows than the list; it is read by its rows' places";

  private final EdFiApi api;
  private final RestResource resource;
  private final ResourceRecords records;
  private final String name;
  private String limit = "";
  private boolean places;

  /** Takes pages. */
  @FunctionalInterface
  interface Take {
    /**
     * Takes a page.
     *
     * @param cursor where to go on after it
     */
    void page(List<Row> rows, String cursor) throws InterruptedException;
  }

  /**
   * Pages of {@code resource}.
   *
   * @param name of source and resource, for messages
   */
  EdFiPages(EdFiApi api, RestResource resource, ResourceRecords records, String name) {
    this.api = api;
    this.resource = resource;
    this.records = records;
    this.name = name;
  }

  /** What the server cannot do; empty where there is nothing to say. */
  String limit() {
    return places && limit.isEmpty() ? CURSOR_LACKS : limit;
  }

  /** The last full pass had fewer rows than the list: the next is read the other way. */
  void lacked() {
    places = !places && api.mayHaveCursors();
    if (places) {
      LOG.warn("{}: {}", name, CURSOR_LACKS);
    }
  }

  /**
   * Reads a window that gets no new rows, so that no row is passed over that stays in it.
   *
   * @param cursor empty for all of it, or where an earlier reading was left
   * @param had how many rows the earlier reading took
   * @return false where that was no way to read it: the window is to be read anew
   */
  boolean read(Window window, String cursor, long had, Take take)
      throws RestException, InterruptedException {
    if (cursor.startsWith(BY_TOKEN)) {
      return tokens(window, List.of(cursor.substring(BY_TOKEN.length())), had, take);
    }
    if (cursor.startsWith(BY_PLACE)) {
      reverse(window, Long.parseLong(cursor.substring(BY_PLACE.length())), take);
      return true;
    }
    if (places) {
      return places(window, take);
    }
    Optional<List<String>> cursors = api.cursors(resource, window);
    if (cursors.isPresent()) {
      return tokens(window, cursors.get(), 0, take);
    }
    long rows = api.count(resource, "", window);
    api.noCursors();
    reverse(window, rows, take);
    return true;
  }

  /** Where the server counts rows that it has in no place, cursors are better. */
  private boolean places(Window window, Take take) throws RestException, InterruptedException {
    try {
      reverse(window, api.count(resource, "", window), take);
      return true;
    } catch (RestException.Refused e) {
      if (e.status() != RestException.Refused.UNREADABLE) {
        throw e;
      }
      lacked();
      return false;
    }
  }

  /**
   * Reads all rows, of a resource that may get new ones; how many there are, empty where one may
   * have been passed over. A cursor may lack one without a fault, where a row that it had still to
   * bring went and another came: then it is read by offsets at once. Without cursors an ODS/API
   * gives a list in the order of its rows' keys, and a key may change: its row moves, perhaps in
   * front of what was read. So by offsets it is read until two readings are the same, unless the
   * first page is all of it.
   */
  OptionalLong whole(Take take) throws RestException, InterruptedException {
    Optional<List<String>> cursors = places ? Optional.empty() : api.cursors(resource, Window.ALL);
    if (cursors.isPresent()) {
      OptionalLong before = api.total(resource, "", Window.ALL);
      long[] count = {0};
      Take counting =
          (rows, cursor) -> {
            count[0] += rows.size();
            take.page(rows, cursor);
          };
      if (tokens(Window.ALL, cursors.get(), 0, counting)) {
        OptionalLong now = api.total(resource, "", Window.ALL);
        // Rows that came since were not there to be read, and rows that went need not have been.
        if (count[0] >= Math.min(before.orElse(0), now.orElse(0))) {
          return OptionalLong.of(count[0]);
        }
        lacked();
      }
    }
    OptionalLong rows = byOffsets(take);
    if (places && rows.isEmpty()) {
      lacked();
    }
    return rows;
  }

  private OptionalLong byOffsets(Take take) throws RestException, InterruptedException {
    String before = "";
    for (int i = 0; i < MOST_READINGS; i++) {
      OffsetPages.Reading reading =
          new OffsetPages(resource.name(), this::sized, rows -> take.page(rows, "")).read();
      if (!reading.whole()) {
        return OptionalLong.empty();
      }
      if (reading.atOnce() || reading.ids().equals(before)) {
        return OptionalLong.of(reading.rows());
      }
      before = reading.ids();
    }
    return OptionalLong.empty();
  }

  private Page sized(long offset) throws RestException, InterruptedException {
    while (true) {
      try {
        Page page = api.page(resource, records, Window.ALL, offset, api.size().now());
        api.size().proven();
        return page;
      } catch (RestException.Refused e) {
        if (!api.size().smaller(e)) {
          throw e;
        }
      }
    }
  }

  /** Reads all of these cursors; false where they ended early. */
  private boolean tokens(Window window, List<String> cursors, long had, Take take)
      throws RestException, InterruptedException {
    // Of none, or of one that was left at its end, it is not known what that end was.
    boolean unproven = cursors.isEmpty() || cursors.contains("");
    long rows = had;
    for (String first : cursors) {
      String token = first;
      while (!token.isEmpty()) {
        Page page = page(window, token);
        String next = page.next().filter(following -> !page.rows().isEmpty()).orElse("");
        unproven |= next.isEmpty() && !page.rows().isEmpty();
        rows += page.rows().size();
        // One cursor can be gone on with; of several, it is not known which were finished.
        take.page(page.rows(), cursors.size() == 1 ? BY_TOKEN + next : "");
        token = next;
      }
    }
    if (unproven && rows < api.total(resource, "", window).orElse(0)) {
      api.noCursors();
      limit =
          "a cursor ended before its rows did, as where Next-Page-Token is lost on the way; lists"
              + " are read by their rows' places";
      LOG.warn("{}: {}", name, limit);
      return false;
    }
    return true;
  }

  private Page page(Window window, String token) throws RestException, InterruptedException {
    while (true) {
      try {
        Page page = api.page(resource, records, window, token);
        api.size().proven();
        return page;
      } catch (RestException.Refused e) {
        if (!api.size().smaller(e)) {
          throw e;
        }
      }
    }
  }

  private void reverse(Window window, long end, Take take)
      throws RestException, InterruptedException {
    new ReversePages<>(
            resource.name(),
            api.size(),
            new ReversePages.Source<Row>() {
              @Override
              public long count() throws RestException, InterruptedException {
                return api.count(resource, "", window);
              }

              @Override
              public List<Row> page(long offset, int limit)
                  throws RestException, InterruptedException {
                return api.page(resource, records, window, offset, limit).rows();
              }
            })
        .read(end, (rows, left) -> take.page(rows, BY_PLACE + left));
  }
}
