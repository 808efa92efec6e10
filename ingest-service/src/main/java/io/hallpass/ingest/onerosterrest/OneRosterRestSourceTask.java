package io.hallpass.ingest.onerosterrest;

import io.hallpass.ingest.rest.Pause;
import io.hallpass.ingest.rest.ResourceReader;
import io.hallpass.ingest.rest.ResourceState;
import io.hallpass.ingest.rest.RestClient;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.ingest.rest.RestSource;
import io.hallpass.ingest.rest.RestSourceTask;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** Reads a OneRoster API: full passes on a schedule, and between them what changed. */
public final class OneRosterRestSourceTask extends RestSourceTask {
  /** A task with the machine's clock. */
  public OneRosterRestSourceTask() {
    this(Clock.systemUTC(), Pause.REAL);
  }

  OneRosterRestSourceTask(Clock clock, Pause pause) {
    super(clock, pause);
  }

  @Override
  protected RestSource source(
      Map<String, String> config,
      Clock clock,
      Pause pause,
      BiFunction<RestSettings, RestResource, ResourceState> states) {
    OneRosterRestSettings settings = OneRosterRestConfig.read(config);
    RestSettings rest = settings.rest();
    RestClient client =
        new RestClient(rest.http(), rest.credentials(), clock, pause, RandomGenerator.getDefault());
    OneRosterApi api = new OneRosterApi(client, rest, clock);
    List<OneRosterResource> readers = new ArrayList<>();
    for (RestResource resource : rest.resources()) {
      readers.add(
          new OneRosterResource(settings, resource, api, clock, states.apply(rest, resource)));
    }
    return new Api(rest, List.copyOf(readers));
  }

  private record Api(RestSettings settings, List<? extends ResourceReader> readers)
      implements RestSource {}
}
