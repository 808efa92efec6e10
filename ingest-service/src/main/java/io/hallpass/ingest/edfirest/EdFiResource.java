package io.hallpass.ingest.edfirest;

import io.hallpass.ingest.rest.LastSays;
import io.hallpass.ingest.rest.Out;
import io.hallpass.ingest.rest.Pace;
import io.hallpass.ingest.rest.ResourceReader;
import io.hallpass.ingest.rest.ResourceRecords;
import io.hallpass.ingest.rest.ResourceState;
import io.hallpass.ingest.rest.ResourceState.Open;
import io.hallpass.ingest.rest.ResourceState.Pass;
import io.hallpass.ingest.rest.ResourceState.Whole;
import io.hallpass.ingest.rest.RestException;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.ingest.rest.Row;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a resource of an Ed-Fi ODS/API.
 *
 * <p>With change queries, a full pass reads what has a change version up to the newest at its
 * beginning; rows that are changed meanwhile leave that window and come with the next. The pass
 * owes its end markers until no row has a version beyond what was read: then every row there is has
 * been seen since the pass began, and only then may the others be taken for gone.
 *
 * <p>Without them, every pass is a full one.
 */
final class EdFiResource implements ResourceReader {
  private static final Logger LOG = LoggerFactory.getLogger(EdFiResource.class);

  private final RestSettings settings;
  private final RestResource resource;
  private final EdFiApi api;
  private final Versions versions;
  private final Clock clock;
  private final ResourceRecords records;
  private final EdFiPages pages;
  private final Removals removals;
  private final Pace pace;
  private final String name;
  private ResourceState state;

  EdFiResource(
      RestSettings settings,
      RestResource resource,
      EdFiApi api,
      Versions versions,
      Clock clock,
      ResourceState state) {
    this.settings = settings;
    this.resource = resource;
    this.api = api;
    this.versions = versions;
    this.clock = clock;
    this.state = state;
    this.name = settings.connectorName() + ": " + resource.name();
    this.records = records(settings, resource);
    this.pages = new EdFiPages(api, resource, records, name);
    this.pace = new Pace(settings, resource);
    this.removals = new Removals(api, resource, name);
  }

  /** Makes rows of what the API says of a resource. */
  static ResourceRecords records(RestSettings settings, RestResource resource) {
    return new ResourceRecords(settings, resource, "id", "_lastModifiedDate", "");
  }

  @Override
  public String resource() {
    return resource.name();
  }

  @Override
  public ResourceState state() {
    return state;
  }

  @Override
  public void readWhole() {
    state = state.fullDue();
  }

  @Override
  public boolean brokenOff() {
    return pace.brokenOff();
  }

  @Override
  public List<String> limits() {
    List<String> limits = new ArrayList<>(removals.limits());
    if (!pages.limit().isEmpty()) {
      limits.add(pages.limit());
    }
    return limits;
  }

  @Override
  public String advice() {
    return versions.range().isPresent()
        ? "ask the host why its Total-Count is more than the rows that it gives"
        : "ask the host to turn change queries on, or set fullHours so that it is read when the"
            + " host rests";
  }

  @Override
  public boolean read(Out out) throws RestException, InterruptedException {
    Optional<Versions.Range> range = versions.range();
    if (range.isEmpty()) {
      long now = clock.millis();
      if (pace.due(state, now, false)) {
        pace.begins(now);
        withoutVersions(pace.noting(out, clock));
        pace.ends();
      }
      return false;
    }
    boolean goesOn = state.pass().number() > 0;
    boolean follows = goesOn || follows(range.get());
    if (!goesOn && follows && range.get().newest() > since()) {
      // Before a full pass too: what the server says is deleted is not missing from it.
      changes(new Window(since() + 1, range.get().newest()), out);
    }
    if (goesOn || !follows || pace.due(state, clock.millis(), true)) {
      full(range.get().newest(), pace.noting(out, clock));
      pace.ends();
    }
    return state.owed() > 0 && !closed(out);
  }

  /** Whether all that changed since the last look can be asked for. */
  private boolean follows(Versions.Range range) {
    if (state.since().isEmpty()) {
      return false;
    }
    boolean lost = range.newest() < since() || range.oldest() > since() + 1;
    if (lost) {
      LOG.warn("{}: the server's change versions do not go on from ours; all is read again", name);
    }
    return !lost;
  }

  private long since() {
    return Long.parseLong(state.since());
  }

  /** Begins a full pass, or goes on with one. */
  private void full(long upTo, Out out) throws RestException, InterruptedException {
    if (state.pass().number() > 0) {
      pace.goesOn(clock.millis());
    } else {
      pace.begins(clock.millis());
      LOG.info("{}: full pass up to change version {}", name, upTo);
      Pass begun = new Pass(nextNumber(), Long.toString(upTo), "");
      state = state.passing(begun);
    }
    while (!read(state.pass(), out)) {
      // With a number of its own: what was in doubt of the first reading ends with the second.
      state = state.passing(new Pass(nextNumber(), state.pass().upTo(), ""));
    }
    Pass pass = state.pass();
    state =
        state
            .passed(pass.number(), pass.upTo(), state.rows(), state.rejected())
            .owing(pass.number());
    LOG.info("{}: full pass: {} rows, {} rejected", name, state.rows(), state.rejected());
  }

  /** Reads what is left of a full pass; false where it must be read anew. */
  private boolean read(Pass pass, Out out) throws RestException, InterruptedException {
    return pages.read(
        new Window(0, Long.parseLong(pass.upTo())),
        pass.cursor(),
        state.rows(),
        (rows, cursor) -> {
          List<SourceRecord> page = records.page(rows, state, pass.number(), state.rows());
          state =
              state.passing(
                  new Pass(pass.number(), pass.upTo(), cursor),
                  state.rows() + rows.size(),
                  state.rejected() + rejected(rows));
          out.send(LastSays.saying(page, state));
        });
  }

  private long nextNumber() {
    return Math.max(clock.millis(), state.number() + 1);
  }

  /** What was removed, renamed, changed and added, in this order: a key may be used again. */
  private void changes(Window window, Out out) throws RestException, InterruptedException {
    state = state.numbered(nextNumber());
    LastSays sending = new LastSays(out);
    boolean known = removals.read(window, keys -> sending.send(gone(keys)));
    long[] counts = {0, 0};
    EdFiPages.Take take =
        (rows, cursor) -> {
          sending.send(records.page(rows, state, state.number(), 0));
          counts[0] += rows.size();
          counts[1] += rejected(rows);
        };
    while (!pages.read(window, "", 0, take)) {
      Arrays.fill(counts, 0);
    }
    ResourceState after = state.since(Long.toString(window.to()));
    if (state.owed() > 0) {
      // What left the pass's window while it was read comes here, and is no loss.
      after = after.passing(Pass.NONE, state.rows() + counts[0], state.rejected() + counts[1]);
    }
    if (removals.deleted() > 0) {
      long now = api.count(resource, "", Window.ALL);
      after = after.comparedWith(after.whole().without(removals.deleted(), now));
    }
    after = known ? after : after.fullDue();
    sending.end(after);
    state = after;
  }

  private List<SourceRecord> gone(List<byte[]> keys) {
    return keys.stream().map(key -> records.gone(state, key, state.number())).toList();
  }

  /**
   * Sends the end markers of a full pass if nothing has changed beyond what was read. A row that
   * was read and then changed was counted twice, which the length of the list corrects. Every row
   * that is there then was read at least once; where fewer came than there are, some were not
   * given.
   */
  private boolean closed(Out out) throws RestException, InterruptedException {
    Window later = new Window(since() + 1, Long.MAX_VALUE);
    if (api.count(resource, "", later) > 0) {
      return false;
    }
    long now = api.count(resource, "", Window.ALL);
    long rows = Math.min(state.rows(), now);
    ResourceState passed = state.passing(Pass.NONE, rows, state.rejected());
    if (rows < now) {
      // Unless they came between the two counts.
      if (api.count(resource, "", later) > 0) {
        return false;
      }
      pages.lacked();
      unsettled(passed, state.owed(), out);
      return true;
    }
    Whole before = state.whole().without(removals.deletedIn(later), now);
    end(passed, before, state.owed(), out);
    return true;
  }

  private void withoutVersions(Out out) throws RestException, InterruptedException {
    long number = nextNumber();
    state = state.numbered(number).passing(Pass.NONE, state.rows(), state.rejected()).owing(0);
    long[] counts = {0, 0};
    Set<String> refused = new HashSet<>();
    OptionalLong whole =
        pages.whole(
            (all, cursor) -> {
              List<Row> rows = all.stream().filter(row -> !again(row, refused)).toList();
              out.send(records.page(rows, state, number, counts[0]));
              counts[0] += rows.size();
              counts[1] += rejected(rows);
            });
    ResourceState passed = state.passed(number, "", whole.orElse(0), counts[1]);
    if (whole.isEmpty()) {
      unsettled(passed, number, out);
      return;
    }
    end(passed, passed.whole(), number, out);
    LOG.info("{}: full pass: {} rows, {} rejected", name, state.rows(), state.rejected());
  }

  /** Whether it is a row that was refused before: it comes with each reading. */
  private static boolean again(Row row, Set<String> refused) {
    return row.refused() && !row.id().isEmpty() && !refused.add(row.id());
  }

  /** Sends the end markers of a pass at this position, of which this was read. */
  private void end(ResourceState passed, Whole before, long position, Out out)
      throws InterruptedException {
    Open open =
        passed.rejected() == 0
            ? settings.loss().judge(resource.name(), passed.rows(), before)
            : Open.NO;
    ResourceState ended = passed.ended(open, new Whole(position, passed.rows()));
    out.send(records.end(state, ended, position, ended.takesBack()));
    state = ended;
    if (open != Open.NO) {
      LOG.warn("{}: too many rows are missing; nothing is taken for gone", name);
    }
  }

  /** Sends the end markers of a pass that may lack rows that are there. */
  private void unsettled(ResourceState passed, long position, Out out) throws InterruptedException {
    ResourceState ended = passed.ended(Open.UNSETTLED, Whole.NONE);
    out.send(records.end(state, ended, position, false));
    state = ended;
    LOG.warn("{}: it cannot be told that all came; nothing is taken for gone", name);
  }

  private static long rejected(List<Row> rows) {
    return rows.stream().filter(Row::refused).count();
  }
}
