package io.hallpass.cli.apply;

import io.hallpass.cli.district.District;
import io.hallpass.cli.kafka.ConnectClient;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.kafka.SettingsTopic;
import io.hallpass.cli.kafka.StatusTopic;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.runtime.avro.RegistrySchemaIds;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.settings.Setting;
import io.hallpass.runtime.topics.TopicAdmin;
import io.hallpass.schemas.Catalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes topics, settings and connectors equal to a district's files. Doing it twice does nothing
 * the second time.
 */
public final class Applier implements AutoCloseable {
  private static final String COLUMNS = "warehouse.columns";

  private final Endpoints endpoints;
  private final Catalogue catalogue;
  private final TopicAdmin admin;
  private final RegistrySchemaIds ids;
  private final ConnectClient sources;
  private final ConnectClient sinks;

  /** Connects to a stack. */
  public Applier(Endpoints endpoints, Catalogue catalogue) {
    this.endpoints = endpoints;
    this.catalogue = catalogue;
    this.admin = new TopicAdmin(endpoints.client());
    this.ids = new RegistrySchemaIds(endpoints.schemaRegistryUrl());
    this.sources = new ConnectClient(endpoints.connectUrl());
    this.sinks = new ConnectClient(endpoints.sinkConnectUrl());
  }

  /** What a district's files ask for. */
  public Plan plan(District district, Map<String, Mapping> mappings) {
    return Plan.of(district, mappings, new Connectors(catalogue, endpoints));
  }

  /**
   * What would have to change.
   *
   * @throws ConfigException where something cannot be made as the files ask: a topic with another
   *     partition count, a vendor's database that cannot publish
   */
  public Difference difference(Plan plan, District district, Map<String, Mapping> mappings) {
    List<String> problems = new ArrayList<>(admin.mismatches(plan.specs()));
    problems.addAll(admin.mismatches(plan.vendorSpecs()));
    Map<String, List<String>> publications = Preparations.of(district, mappings, problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    Map<String, Setting> present = new TreeMap<>();
    if (admin.names().contains(plan.topics().settings())) {
      present.putAll(new SettingsTopic(endpoints, plan.topics(), ids).read());
    }
    List<Setting> changed =
        plan.settings().values().stream().filter(s -> !s.equals(present.get(s.key()))).toList();
    Set<String> removed = new TreeSet<>(present.keySet());
    removed.removeAll(plan.settings().keySet());
    Map<String, Map<String, String>> presentSources = configs(sources, plan.sources().keySet());
    Map<String, Map<String, String>> presentSinks = configs(sinks, plan.sinks().keySet());
    Set<String> gone = new TreeSet<>(sources.connectors());
    String district0 = plan.topics().district();
    gone.removeIf(
        name -> !name.startsWith(district0 + ".") || name.startsWith(district0 + ".sink."));
    gone.removeAll(plan.sources().keySet());
    return new Difference(
        admin.missing(plan.specs()),
        admin.missing(plan.vendorSpecs()),
        changed,
        removed,
        Difference.differing(
            OperatorDecisions.keep(plan.sources(), presentSources), presentSources),
        Difference.differing(keepingColumns(plan.sinks(), presentSinks), presentSinks),
        gone,
        publications);
  }

  private static Map<String, Map<String, String>> configs(ConnectClient client, Set<String> names) {
    Map<String, Map<String, String>> configs = new HashMap<>();
    names.forEach(name -> client.config(name).ifPresent(config -> configs.put(name, config)));
    return configs;
  }

  /**
   * Columns are added and never dropped: records released under an older agreement may still be on
   * their way to the warehouse, and one with a value for which there is no column would stop the
   * sink.
   */
  private static Map<String, Map<String, String>> keepingColumns(
      Map<String, Map<String, String>> wanted, Map<String, Map<String, String>> present) {
    Map<String, Map<String, String>> merged = new TreeMap<>();
    wanted.forEach(
        (name, config) -> {
          Map<String, String> all = new TreeMap<>(config);
          Set<String> columns = new TreeSet<>(List.of(config.get(COLUMNS).split(",")));
          String before = present.getOrDefault(name, Map.of()).getOrDefault(COLUMNS, "");
          columns.addAll(List.of(before.isEmpty() ? new String[0] : before.split(",")));
          all.put(COLUMNS, String.join(",", columns));
          merged.put(name, all);
        });
    return merged;
  }

  /** How many students a change of agreements would be decided for again. */
  public long students(Plan plan) {
    return admin.names().contains(plan.topics().status())
        ? new StatusTopic(endpoints, plan.topics()).sum("identity/", "students")
        : 0;
  }

  /**
   * Makes it so. Settings come before vendors' topics and before connectors, so that no row meets
   * no mapping.
   */
  public void apply(
      Plan plan, Difference difference, District district, Map<String, Mapping> mappings) {
    ids.registerAll(catalogue);
    // The settings topic announces the district to the services: all that it needs is there before.
    admin.create(
        difference.topics().stream()
            .filter(s -> !s.name().equals(plan.topics().settings()))
            .toList());
    admin.create(
        difference.topics().stream()
            .filter(s -> s.name().equals(plan.topics().settings()))
            .toList());
    if (!difference.changed().isEmpty() || !difference.removed().isEmpty()) {
      new SettingsTopic(endpoints, plan.topics(), ids)
          .write(difference.changed(), difference.removed(), plan.partitions());
    }
    admin.create(difference.vendorTopics());
    Preparations.run(district, mappings, difference.publications().keySet());
    difference.sinks().forEach(sinks::put);
    difference.sources().forEach(sources::put);
    difference.goneSources().forEach(sources::delete);
  }

  @Override
  public void close() {
    admin.close();
  }
}
