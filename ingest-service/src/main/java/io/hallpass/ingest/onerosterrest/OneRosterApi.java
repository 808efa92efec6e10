package io.hallpass.ingest.onerosterrest;

import io.hallpass.ingest.rest.Answer;
import io.hallpass.ingest.rest.JsonPage;
import io.hallpass.ingest.rest.Page;
import io.hallpass.ingest.rest.PageSize;
import io.hallpass.ingest.rest.ResourceRecords;
import io.hallpass.ingest.rest.RestClient;
import io.hallpass.ingest.rest.RestException;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.ingest.rest.Row;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a OneRoster API for pages, and remembers what this server can do: how large its pages may
 * be, and whether it sorts.
 */
final class OneRosterApi {
  private static final Set<Integer> ORDER_REFUSED = Set.of(400, 422);

  private final RestClient client;
  private final RestSettings settings;
  private final Clock clock;
  private final PageSize size;
  private boolean sorts = true;
  private boolean sorted;

  OneRosterApi(RestClient client, RestSettings settings, Clock clock) {
    this.client = client;
    this.settings = settings;
    this.clock = clock;
    this.size = new PageSize(settings.pageSize());
  }

  /**
   * A page in ascending order of {@code sourcedId}, if the server sorts.
   *
   * @param filter empty for none
   */
  Page page(RestResource resource, ResourceRecords records, String filter, long offset)
      throws RestException, InterruptedException {
    while (true) {
      try {
        Page page = ask(resource, records, filter, offset, size.now(), sorts ? "asc" : "");
        size.proven();
        sorted |= sorts;
        return page;
      } catch (RestException.Refused e) {
        if (!askedOtherwise(e, filter)) {
          throw e;
        }
      }
    }
  }

  /** The row with the largest {@code sourcedId}. */
  Page last(RestResource resource, ResourceRecords records, String filter)
      throws RestException, InterruptedException {
    return ask(resource, records, filter, 0, 1, "desc");
  }

  /**
   * Whether a page is given without a filter and an order, of a size that the server takes: some
   * refuse to give one row alone. Where none is, it is the resource that is refused or away,
   * whatever else was asked for.
   */
  boolean gives(RestResource resource, ResourceRecords records) throws InterruptedException {
    while (true) {
      try {
        ask(resource, records, "", 0, size.now(), "");
        size.proven();
        return true;
      } catch (RestException.Refused e) {
        if (!size.smaller(e)) {
          return false;
        }
      } catch (RestException e) {
        return false;
      }
    }
  }

  /** Whether to ask once more: for fewer rows, and at last without an order. */
  private boolean askedOtherwise(RestException.Refused e, String filter) {
    boolean perhapsOrder = filter.isEmpty() && !sorted && ORDER_REFUSED.contains(e.status());
    if (size.smaller(e)) {
      return true;
    }
    if (perhapsOrder) {
      sorts = !sorts;
    }
    return perhapsOrder && !sorts;
  }

  /** It may sort by now: one answer in the negative is not for ever. */
  void mayAnew() {
    sorts = true;
    sorted = false;
  }

  private Page ask(
      RestResource resource,
      ResourceRecords records,
      String filter,
      long offset,
      int most,
      String order)
      throws RestException, InterruptedException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("limit", Integer.toString(most));
    query.put("offset", Long.toString(offset));
    if (!order.isEmpty()) {
      query.put("sort", "sourcedId");
      query.put("orderBy", order);
    }
    if (!filter.isEmpty()) {
      query.put("filter", filter);
    }
    URI address = RestClient.address(settings.url(), resource.path(), query);
    Answer answer = client.get(resource.name(), address, resource.accept());
    List<Row> rows =
        JsonPage.read(
            resource.name(), answer.body(), resource.list(), records.roots(), records::row);
    return new Page(
        rows,
        answer.number("X-Total-Count"),
        Optional.empty(),
        Optional.of(answer.date().orElseGet(clock::instant)));
  }

  /** Whether the server sorts, as far as is known. */
  boolean sorts() {
    return sorts;
  }
}
