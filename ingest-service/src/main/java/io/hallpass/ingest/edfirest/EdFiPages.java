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

/**
 * Reads the rows of a resource: by cursors where the server has them (7.3), else by their place.
 */
final class EdFiPages {
  private static final String BY_TOKEN = "token:";
  private static final String BY_PLACE = "place:";
  private static final int MOST_READINGS = 3;

  private final EdFiApi api;
  private final RestResource resource;
  private final ResourceRecords records;

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

  EdFiPages(EdFiApi api, RestResource resource, ResourceRecords records) {
    this.api = api;
    this.resource = resource;
    this.records = records;
  }

  /**
   * Reads a window that gets no new rows, so that no row is passed over that stays in it.
   *
   * @param cursor empty for all of it, or where an earlier reading was left
   */
  void read(Window window, String cursor, Take take) throws RestException, InterruptedException {
    if (cursor.startsWith(BY_TOKEN)) {
      tokens(window, cursor.substring(BY_TOKEN.length()), take);
      return;
    }
    if (cursor.startsWith(BY_PLACE)) {
      reverse(window, Long.parseLong(cursor.substring(BY_PLACE.length())), take);
      return;
    }
    Optional<List<String>> cursors = api.cursors(resource, window);
    if (cursors.isEmpty()) {
      long rows = api.count(resource, "", window);
      api.noCursors();
      reverse(window, rows, take);
    } else {
      all(window, cursors.get(), take);
    }
  }

  /**
   * Reads all rows, of a resource that may get new ones; how many there are, empty where one may
   * have been passed over. Without cursors an ODS/API gives a list in the order of its rows' keys,
   * and a key may change: its row moves, perhaps in front of what was read. So by offsets it is
   * read until two readings are the same, unless the first page is all of it.
   */
  OptionalLong whole(Take take) throws RestException, InterruptedException {
    Optional<List<String>> cursors = api.cursors(resource, Window.ALL);
    if (cursors.isPresent()) {
      long[] count = {0};
      all(
          Window.ALL,
          cursors.get(),
          (rows, cursor) -> {
            count[0] += rows.size();
            take.page(rows, cursor);
          });
      return OptionalLong.of(count[0]);
    }
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

  private void all(Window window, List<String> cursors, Take take)
      throws RestException, InterruptedException {
    for (String first : cursors) {
      // One cursor can be gone on with; of several, it is not known which were finished.
      Take mine = cursors.size() == 1 ? take : (rows, cursor) -> take.page(rows, "");
      tokens(window, first, mine);
    }
  }

  private void tokens(Window window, String first, Take take)
      throws RestException, InterruptedException {
    String token = first;
    while (!token.isEmpty()) {
      Page page;
      try {
        page = api.page(resource, records, window, token);
      } catch (RestException.Refused e) {
        if (api.size().smaller(e)) {
          continue;
        }
        throw e;
      }
      api.size().proven();
      String next = page.next().filter(following -> !page.rows().isEmpty()).orElse("");
      take.page(page.rows(), BY_TOKEN + next);
      token = next;
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
