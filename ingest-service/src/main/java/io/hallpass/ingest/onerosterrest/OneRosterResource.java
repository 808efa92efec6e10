package io.hallpass.ingest.onerosterrest;

import io.hallpass.ingest.onerosterrest.OneRosterWalk.Extent;
import io.hallpass.ingest.rest.Out;
import io.hallpass.ingest.rest.Pace;
import io.hallpass.ingest.rest.ResourceReader;
import io.hallpass.ingest.rest.ResourceRecords;
import io.hallpass.ingest.rest.ResourceState;
import io.hallpass.ingest.rest.ResourceState.Open;
import io.hallpass.ingest.rest.ResourceState.Whole;
import io.hallpass.ingest.rest.RestException;
import io.hallpass.ingest.rest.RestResource;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a resource of OneRoster: whole when that is due, and otherwise what changed since the last
 * look. A full pass ends with such a look over its own time, so that a row that changed its place
 * while it was read is not taken for one that is gone. Where the server cannot be asked what
 * changed and shows no order in which rows stay, the list is read until two readings agree; if they
 * do not, nothing is taken for gone.
 *
 * <p>A pass that was broken off begins anew: going on would need the last row's id, and an id of a
 * child has no place in Connect's offsets.
 */
final class OneRosterResource implements ResourceReader {
  private static final Logger LOG = LoggerFactory.getLogger(OneRosterResource.class);

  private final OneRosterRestSettings settings;
  private final RestResource resource;
  private final OneRosterApi api;
  private final Clock clock;
  private final ResourceRecords records;
  private final String name;
  private final Abilities abilities;
  private final Pace pace;
  private ResourceState state;

  /**
   * Ids that the last look had as deleted: the next goes further back and has some of them. A first
   * look knows none; of those that were counted before it, only the latest time is known.
   */
  private Set<String> deleted = Set.of();

  private boolean looked;

  OneRosterResource(
      OneRosterRestSettings settings,
      RestResource resource,
      OneRosterApi api,
      Clock clock,
      ResourceState state) {
    this.settings = settings;
    this.resource = resource;
    this.api = api;
    this.clock = clock;
    this.state = state;
    this.records =
        new ResourceRecords(settings.rest(), resource, "sourcedId", "dateLastModified", "status");
    this.name = settings.rest().connectorName() + ": " + resource.name();
    this.abilities = new Abilities(name, resource.consents());
    this.pace = new Pace(settings.rest(), resource);
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
    return abilities.limits();
  }

  @Override
  public String advice() {
    return "ask the provider for sort=sourcedId or a filter on dateLastModified on "
        + resource.path()
        + ", or set fullHours so that it is read when it rests";
  }

  @Override
  public boolean read(Out out) throws RestException, InterruptedException {
    long now = clock.millis();
    if (abilities.changes() && !state.since().isEmpty()) {
      // Before a full pass too: what is said to be deleted is not missing from it.
      state = state.numbered(Math.max(now, state.number() + 1));
      Changes changes = changes(state.since(), out, false);
      state = without(changes).since(changes.since());
    }
    if (pace.due(state, now, abilities.changes())) {
      state = state.numbered(Math.max(now, state.number() + 1));
      pace.begins(now);
      full(now, pace.noting(out, clock));
      pace.ends();
    }
    return false;
  }

  private ResourceState without(Changes changes) {
    return state.comparedWith(changes.from(state.whole()));
  }

  private void full(long now, Out out) throws RestException, InterruptedException {
    abilities.anew();
    api.mayAnew();
    OneRosterWalk pass = walk("", out);
    Extent extent = pass.read();
    boolean whole = extent == Extent.WHOLE;
    pass.end(state);
    Changes meanwhile = new Changes(pass.since(settings.overlapMillis()), 0, 0, 0, Extent.GAP);
    if (abilities.changes()) {
      deleted = union(deleted, pass.gone().keySet());
      meanwhile = changes(meanwhile.since(), out, true);
      state = without(meanwhile);
      whole |= extent == Extent.UNPROVEN && meanwhile.extent() == Extent.WHOLE;
    }
    if (!whole && extent == Extent.UNPROVEN && !abilities.changes()) {
      whole = pass.again() == Extent.WHOLE;
      pass.end(state);
    }
    end(now, whole, pass, meanwhile, out);
  }

  private void end(long now, boolean whole, OneRosterWalk pass, Changes meanwhile, Out out)
      throws InterruptedException {
    long rejected = pass.rejected() + meanwhile.rejected();
    long gone = pass.gone().size();
    long left = Math.max(0, pass.rows() - gone);
    // Those that are said to be deleted for the first time are not missing.
    long rows = left + Math.max(0, Math.min(pass.rows(), gone) - state.whole().gone());
    Open open = whole ? Open.NO : Open.UNSETTLED;
    if (whole && rejected == 0) {
      open = settings.rest().loss().judge(resource.name(), rows, state.whole());
    }
    long counted = Math.max(state.whole().counted(), latest(pass.gone()));
    ResourceState ended =
        state
            .passed(now, meanwhile.since(), rows, rejected)
            .ended(open, meanwhile.from(new Whole(state.number(), left, gone, counted)));
    out.send(records.end(state, ended, state.number(), ended.takesBack()));
    state = ended;
    LOG.info(
        "{}: full pass: {} rows, {} rejected, {}",
        name,
        pass.rows(),
        rejected,
        ended.takesBack() ? "complete" : whole ? "nothing taken for gone" : "its list moved");
  }

  /**
   * What a look at changes had; {@code deleted} counts what earlier ones did not have, and {@code
   * latest} is the latest time that a deleted one bears.
   */
  private record Changes(String since, long rejected, long deleted, long latest, Extent extent) {
    Whole from(Whole whole) {
      return whole.announced(deleted, latest);
    }
  }

  private static long latest(Map<String, Long> gone) {
    return gone.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** Whether this deletion was not counted yet. */
  private boolean fresh(String id, long time) {
    long counted = state.whole().counted();
    return !deleted.contains(id) && (looked || counted == 0 || time > counted);
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> both = new HashSet<>(one);
    both.addAll(other);
    return both;
  }

  /**
   * Reads what changed; from where to go on next time.
   *
   * @param closing whether a full pass hangs on it that no row is passed over
   */
  private Changes changes(String since, Out out, boolean closing)
      throws RestException, InterruptedException {
    OneRosterWalk walk = walk(since, out);
    Extent extent;
    try {
      extent = walk.read();
      if (closing && extent == Extent.UNPROVEN) {
        extent = walk.again();
      }
    } catch (RestException e) {
      if (!Abilities.perhapsOfFilter(e) || !api.gives(resource, records)) {
        throw e;
      }
      if (e instanceof RestException.Away) {
        abilities.changesFailed();
      } else {
        abilities.noChanges("is refused");
      }
      if (abilities.changes()) {
        throw e;
      }
      walk.end(state);
      return new Changes(since, walk.rejected(), 0, 0, Extent.GAP);
    }
    abilities.changesRead();
    String next = extent == Extent.GAP ? since : walk.since(settings.overlapMillis());
    Map<String, Long> gone = walk.gone();
    long fresh = gone.keySet().stream().filter(id -> fresh(id, gone.get(id))).count();
    deleted = extent == Extent.GAP ? union(deleted, gone.keySet()) : gone.keySet();
    looked = true;
    Changes changes = new Changes(next, walk.rejected(), fresh, latest(gone), extent);
    walk.end(without(changes).since(next));
    if (walk.ignored()) {
      abilities.noChanges("is ignored");
    }
    return changes;
  }

  private OneRosterWalk walk(String since, Out out) {
    return new OneRosterWalk(api, abilities, resource, records, state, out, since);
  }
}
