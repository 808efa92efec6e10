package io.hallpass.ingest.edfirest;

import io.hallpass.ingest.rest.Pause;
import io.hallpass.ingest.rest.ResourceReader;
import io.hallpass.ingest.rest.ResourceState;
import io.hallpass.ingest.rest.RestClient;
import io.hallpass.ingest.rest.RestException;
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

/** Reads an Ed-Fi ODS/API: full passes on a schedule, and between them change queries. */
public final class EdFiRestSourceTask extends RestSourceTask {
  /** A task with the machine's clock. */
  public EdFiRestSourceTask() {
    this(Clock.systemUTC(), Pause.REAL);
  }

  EdFiRestSourceTask(Clock clock, Pause pause) {
    super(clock, pause);
  }

  @Override
  protected RestSource source(
      Map<String, String> config,
      Clock clock,
      Pause pause,
      BiFunction<RestSettings, RestResource, ResourceState> states) {
    EdFiRestSettings settings = EdFiRestConfig.read(config);
    RestSettings rest = settings.rest();
    RestClient client =
        new RestClient(rest.http(), rest.credentials(), clock, pause, RandomGenerator.getDefault());
    EdFiApi api = new EdFiApi(client, settings);
    Versions versions = new Versions(api, pause, settings.settleMillis());
    List<EdFiResource> readers = new ArrayList<>();
    for (RestResource resource : rest.resources()) {
      readers.add(
          new EdFiResource(rest, resource, api, versions, clock, states.apply(rest, resource)));
    }
    return new Api(rest, List.copyOf(readers), versions);
  }

  private record Api(
      RestSettings settings, List<? extends ResourceReader> readers, Versions versions)
      implements RestSource {
    @Override
    public void begin() throws RestException, InterruptedException {
      versions.ask();
    }
  }
}
