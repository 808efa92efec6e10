package io.hallpass.ingest.onerosterrest;

import io.hallpass.ingest.rest.Out;
import io.hallpass.ingest.rest.ResourceReader;
import io.hallpass.ingest.rest.ResourceRecords;
import io.hallpass.ingest.rest.ResourceState;
import io.hallpass.ingest.rest.RestException;
import io.hallpass.ingest.rest.RestResource;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a resource of OneRoster: whole when that is due, and otherwise what changed since the last
 * look. A full pass ends with such a look over its own time, so that a row that changed its place
 * while it was read is not taken for one that is gone.
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
  private ResourceState state;

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
    this.records = new ResourceRecords(settings.rest(), resource, "sourcedId", "dateLastModified");
    this.name = settings.rest().connectorName() + ": " + resource.name();
    this.abilities = new Abilities(name);
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
  public boolean read(Out out) throws RestException, InterruptedException {
    long now = clock.millis();
    boolean full = state.fullDue(now, settings.rest().fullMillis());
    if (full || (abilities.changes() && !state.since().isEmpty())) {
      state = state.numbered(Math.max(now, state.number() + 1));
      if (full) {
        full(now, out);
      } else {
        state = state.since(changes(state.since(), out).since());
      }
    }
    return false;
  }

  private void full(long now, Out out) throws RestException, InterruptedException {
    OneRosterWalk pass = walk("", out);
    if (!pass.read()) {
      pass.end(state);
      LOG.warn(
          "{}: its list changes its order while it is read; nothing is taken for gone, and it is"
              + " read again at the next look",
          name);
      return;
    }
    pass.end(state);
    Changes meanwhile = new Changes(pass.since(settings.overlapMillis()), 0);
    if (abilities.changes()) {
      meanwhile = changes(meanwhile.since(), out);
    }
    long rejected = pass.rejected() + meanwhile.rejected();
    ResourceState ended = state.passed(now, meanwhile.since(), pass.rows(), rejected);
    out.send(records.end(state, ended, state.number(), rejected == 0));
    state = ended;
    LOG.info("{}: full pass: {} rows, {} rejected", name, pass.rows(), rejected);
  }

  private record Changes(String since, long rejected) {}

  /** Reads what changed; from where to go on next time. */
  private Changes changes(String since, Out out) throws RestException, InterruptedException {
    OneRosterWalk walk = walk(since, out);
    boolean whole;
    try {
      whole = walk.read();
    } catch (RestException e) {
      if (!Abilities.perhapsOfFilter(e)) {
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
      return new Changes(since, walk.rejected());
    }
    abilities.changesRead();
    String next = whole ? walk.since(settings.overlapMillis()) : since;
    walk.end(state.since(next));
    if (walk.ignored()) {
      abilities.noChanges("is ignored");
    }
    return new Changes(next, walk.rejected());
  }

  private OneRosterWalk walk(String since, Out out) {
    return new OneRosterWalk(api, abilities, resource, records, state, out, since);
  }
}
