package io.hallpass.cli.drift;

import io.hallpass.cli.district.CheckedDistrict;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.kafka.LandingStore;
import io.hallpass.cli.source.Source;
import io.hallpass.cli.source.SourceSettings;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.normalize.landing.RowMapping;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.TopicAdmin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where sources and mappings have grown apart.
 *
 * @param district its name
 * @param columns by source and resource, where something differs
 * @param notLookedAt sources whose columns were not looked at, and why
 * @param codes codes nobody knows in the rows that are kept; empty where they were not asked for
 * @param rows how many rows were looked at for them
 */
public record Drift(
    String district,
    Map<String, Map<String, ColumnDrift>> columns,
    Map<String, List<String>> notLookedAt,
    Optional<CodeDrift> codes,
    long rows) {
  /** Ids are made and thrown away, so they need no secret. */
  private static final byte[] KEY = "nobody sees ids of this".getBytes(StandardCharsets.UTF_8);

  /**
   * Looks.
   *
   * @param endpoints of the stack; empty to look at sources alone
   */
  public static Drift of(CheckedDistrict checked, Optional<Endpoints> endpoints) {
    DistrictTopics topics = new DistrictTopics(checked.district().name());
    Map<String, Map<String, ColumnDrift>> columns = new TreeMap<>();
    Map<String, List<String>> notLookedAt = new TreeMap<>();
    for (Source source : checked.district().sources()) {
      Mapping mapping = checked.mappings().get(source.name());
      List<String> problems = new ArrayList<>();
      Map<String, ColumnDrift> found =
          source.settings().vendorWrites()
              ? topics(endpoints, topics, source, mapping, problems)
              : columns(checked, source, mapping, problems);
      found.values().removeIf(ColumnDrift::none);
      columns.put(source.name(), found);
      if (!problems.isEmpty()) {
        notLookedAt.put(source.name(), problems);
      }
    }
    Optional<CodeDrift> codes = endpoints.map(e -> new CodeDrift());
    long[] rows = {0};
    endpoints.ifPresent(e -> rows[0] = codes(e, topics, checked, codes.get()));
    return new Drift(checked.district().name(), columns, notLookedAt, codes, rows[0]);
  }

  private static Map<String, ColumnDrift> columns(
      CheckedDistrict checked, Source source, Mapping mapping, List<String> problems) {
    SourceSettings.Place place =
        new SourceSettings.Place(
            checked.district().name(),
            checked.district().partitions(),
            checked.district().timeZone());
    Optional<RestSettings> api = source.settings().asked(place, source, mapping, problems);
    if (api.isPresent()) {
      return ApiColumns.of(api.get(), mapping, problems);
    }
    Optional<Map<String, List<String>>> there =
        source.settings().columns(place, source, mapping, problems);
    if (there.isEmpty() && problems.isEmpty()) {
      problems.add("a source of kind " + source.kind().text() + " names its columns row by row");
    }
    Map<String, ColumnDrift> drift = new TreeMap<>();
    if (problems.isEmpty()) {
      for (ResourceMapping resource : mapping.resources()) {
        List<String> names = there.get().get(resource.name());
        drift.put(
            resource.name(),
            names == null ? ColumnDrift.absent() : ColumnDrift.of(resource, names));
      }
    }
    return drift;
  }

  private static Map<String, ColumnDrift> topics(
      Optional<Endpoints> endpoints,
      DistrictTopics topics,
      Source source,
      Mapping mapping,
      List<String> problems) {
    Map<String, ColumnDrift> drift = new TreeMap<>();
    if (endpoints.isEmpty()) {
      problems.add("its topics are looked at only together with the rows that are kept");
      return drift;
    }
    Set<String> names;
    try (TopicAdmin admin = new TopicAdmin(endpoints.get().client())) {
      names = admin.names();
    }
    TopicColumns look = new TopicColumns(endpoints.get());
    for (ResourceMapping resource : mapping.resources()) {
      String topic = topics.raw(source.name(), resource.name());
      drift.put(
          resource.name(), names.contains(topic) ? look.of(topic, resource) : ColumnDrift.absent());
    }
    return drift;
  }

  private static long codes(
      Endpoints endpoints, DistrictTopics topics, CheckedDistrict checked, CodeDrift codes) {
    Map<String, RowMapping> mappings = new TreeMap<>();
    for (Source source : checked.district().sources()) {
      mappings.put(
          source.name(),
          new RowMapping(checked.mappings().get(source.name()), source.registersStudents()));
    }
    RecordIds ids = new RecordIds(KEY);
    long[] rows = {0};
    new LandingStore(endpoints, topics)
        .each(
            mappings.keySet(),
            (row, absent) -> {
              if (!absent && row.row().length > 0) {
                rows[0]++;
                mappings
                    .get(row.source())
                    .map(row.source(), row.resource(), row.row(), ids, codes.row(row.source()));
              }
            });
    return rows[0];
  }
}
