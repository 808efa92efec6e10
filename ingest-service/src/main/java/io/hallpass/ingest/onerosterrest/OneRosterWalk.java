package io.hallpass.ingest.onerosterrest;

import io.hallpass.ingest.rest.LastSays;
import io.hallpass.ingest.rest.OffsetPages;
import io.hallpass.ingest.rest.Out;
import io.hallpass.ingest.rest.Page;
import io.hallpass.ingest.rest.ResourceRecords;
import io.hallpass.ingest.rest.ResourceState;
import io.hallpass.ingest.rest.RestException;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.Row;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a list once, whole or what changed, and hands its rows on. */
final class OneRosterWalk {
  /** As OneRoster's own examples write a time. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'.000Z'").withZone(ZoneOffset.UTC);

  private static final int MOST_READINGS = 3;

  private final OneRosterApi api;
  private final Abilities abilities;
  private final RestResource resource;
  private final ResourceRecords records;
  private final ResourceState state;
  private final LastSays out;
  private final String filter;
  private final Optional<Instant> notBefore;
  private Instant begun;
  private boolean ignored;
  private long taken;
  private long rows;
  private long rejected;
  private final Map<String, Long> gone = new HashMap<>();
  private KeyOrder order = new KeyOrder();
  private boolean ascends;
  private String lastId = "";
  private OffsetPages.Reading reading;

  /** What is known of a list that was read. */
  enum Extent {
    /** Rows may have been passed over. */
    GAP,
    /** None that kept its place among the others was passed over; one that moved may have been. */
    UNPROVEN,
    /** No row that was there all the time was passed over. */
    WHOLE
  }

  /**
   * A walk.
   *
   * @param state that stands beside its rows, with their position
   * @param since what changed since then is wanted; empty for all
   */
  OneRosterWalk(
      OneRosterApi api,
      Abilities abilities,
      RestResource resource,
      ResourceRecords records,
      ResourceState state,
      Out out,
      String since) {
    this.api = api;
    this.abilities = abilities;
    this.resource = resource;
    this.records = records;
    this.state = state;
    this.out = new LastSays(out);
    this.filter = since.isEmpty() ? "" : "dateLastModified>'" + since + "'";
    this.notBefore = since.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(since));
  }

  /** Reads the list. */
  Extent read() throws RestException, InterruptedException {
    boolean filtered = !filter.isEmpty();
    String reason = "";
    if (api.sorts() && abilities.keyset(filtered)) {
      KeysetPages keyset = new KeysetPages(resource.name(), new Keys(), this::take);
      if (keyset.read()) {
        rows = taken;
        return Extent.WHOLE;
      }
      reason = keyset.reason();
    }
    Extent extent = byOffsets();
    if (!reason.isEmpty()) {
      abilities.noKeyset(filtered, reason);
    }
    return extent;
  }

  /**
   * Reads the list by offsets until two readings in a row are the same: a row that moved during the
   * first stands elsewhere in the second.
   */
  Extent again() throws RestException, InterruptedException {
    Extent extent = Extent.GAP;
    for (int i = 0; i < MOST_READINGS && extent != Extent.WHOLE; i++) {
      OffsetPages.Reading before = reading;
      extent = byOffsets();
      if (reading.whole() && before != null && reading.ids().equals(before.ids())) {
        return Extent.WHOLE;
      }
    }
    return extent;
  }

  private Extent byOffsets() throws RestException, InterruptedException {
    order = new KeyOrder();
    gone.clear();
    ascends = true;
    lastId = "";
    reading = new OffsetPages(resource.name(), offset -> page(filter, offset), this::take).read();
    rows = reading.rows();
    if (!reading.whole()) {
      return Extent.GAP;
    }
    return reading.atOnce() || sorted() ? Extent.WHOLE : Extent.UNPROVEN;
  }

  /**
   * Whether the list was in the order of its ids, in which a row that changes keeps its place. Ids
   * may ascend by chance in another order; then the largest is not the one that was read last.
   */
  private boolean sorted() throws RestException, InterruptedException {
    if (!ascends || !api.sorts()) {
      return false;
    }
    try {
      return api.last(resource, records, filter).lastId().equals(lastId);
    } catch (RestException e) {
      if (!Abilities.perhapsOfFilter(e)) {
        throw e;
      }
      return false;
    }
  }

  /** Hands on the last page, the last record of which says what is finished then. */
  void end(ResourceState after) throws InterruptedException {
    out.end(after);
  }

  /** Rows of the last reading; 0 where that had a gap. */
  long rows() {
    return rows;
  }

  /** Rows that were refused. */
  long rejected() {
    return rejected;
  }

  /**
   * Ids of rows that are said to be deleted, never to be stored, and the times that they bear, in
   * milliseconds since 1970; 0 for none.
   */
  Map<String, Long> gone() {
    return Map.copyOf(gone);
  }

  /** Whether rows came that did not change since then. */
  boolean ignored() {
    return ignored;
  }

  /**
   * From where the next look for changes must begin: this one's beginning, by the server's clock.
   */
  String since(long overlapMillis) {
    return TIME.format(begun.minusMillis(overlapMillis));
  }

  private Page page(String withFilter, long offset) throws RestException, InterruptedException {
    Page page = api.page(resource, records, withFilter, offset);
    if (begun == null) {
      begun = page.at().orElseThrow();
    }
    return page;
  }

  private void take(List<Row> page) throws InterruptedException {
    out.send(records.page(page, state, state.number(), taken));
    taken += page.size();
    order.page();
    for (Row row : page) {
      if (!row.id().isEmpty()) {
        ascends &= order.ascends(row.id());
        lastId = row.id();
      }
      if (row.gone()) {
        gone.put(row.id(), time(row).map(Instant::toEpochMilli).orElse(0L));
      }
    }
    rejected += page.stream().filter(Row::refused).count();
    ignored |= page.stream().anyMatch(this::unchanged);
  }

  /** A time that cannot be read proves nothing. */
  private boolean unchanged(Row row) {
    return notBefore.isPresent() && time(row).filter(notBefore.get()::isAfter).isPresent();
  }

  /** When it was changed; empty where that cannot be read. */
  private static Optional<Instant> time(Row row) {
    try {
      return Optional.of(OffsetDateTime.parse(row.modified()).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private final class Keys implements KeysetPages.Source {
    @Override
    public Page behind(String id) throws RestException, InterruptedException {
      String key = id.isEmpty() ? "" : "sourcedId>'" + id + "'";
      String both = filter.isEmpty() || key.isEmpty() ? filter + key : filter + " AND " + key;
      return page(both, 0);
    }

    @Override
    public Page last() throws RestException, InterruptedException {
      return api.last(resource, records, filter);
    }
  }
}
