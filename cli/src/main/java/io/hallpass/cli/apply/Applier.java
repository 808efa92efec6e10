package io.hallpass.cli.apply;

import io.hallpass.cli.district.District;
import io.hallpass.cli.kafka.ConcurrentApplyException;
import io.hallpass.cli.kafka.ConnectClient;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.kafka.SettingsTopic;
import io.hallpass.cli.kafka.StatusTopic;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.runtime.avro.RegistrySchemaIds;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.settings.MappingSetting;
import io.hallpass.runtime.settings.Setting;
import io.hallpass.runtime.topics.TopicAdmin;
import io.hallpass.schemas.Catalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes topics, settings and connectors equal to a district's files. Doing it twice does nothing
 * the second time.
 */
public final class Applier implements AutoCloseable {
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
   *     partition count, a vendor's database that cannot publish, a warehouse that lets nobody in
   */
  public Difference difference(Plan plan, District district, Map<String, Mapping> mappings) {
    List<String> problems = new ArrayList<>(admin.mismatches(plan.specs()));
    problems.addAll(admin.mismatches(plan.vendorSpecs()));
    Map<String, List<String>> publications = Preparations.of(district, mappings, problems);
    problems.addAll(Warehouses.problems(district));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    Map<String, Setting> present = new TreeMap<>();
    Optional<Instant> since = Optional.empty();
    if (admin.names().contains(plan.topics().settings())) {
      SettingsTopic settings = new SettingsTopic(endpoints, plan.topics(), ids);
      // Asked for first: what comes between the two counts as come since.
      since = settings.appliedAt();
      present.putAll(settings.read());
    }
    List<Setting> changed =
        plan.settings().values().stream().filter(s -> !s.equals(present.get(s.key()))).toList();
    Set<String> removed = new TreeSet<>(present.keySet());
    removed.removeAll(plan.settings().keySet());
    Map<String, Map<String, String>> presentSources = presentSources(plan.topics().district());
    Map<String, Map<String, String>> presentSinks =
        sinks.configs(sinkPrefix(plan.topics().district()));
    return new Difference(
        admin.missing(plan.specs()),
        admin.missing(plan.vendorSpecs()),
        changed,
        removed,
        Sources.of(
            plan.sources(),
            presentSources,
            mapped(present.values(), plan.topics().district()),
            sources.states(presentSources.keySet()),
            endpoints.connectUrl()),
        Sinks.of(
            plan.sinks(),
            presentSinks,
            sinks.states(presentSinks.keySet()),
            endpoints.sinkConnectUrl()),
        publications,
        Leavings.of(presentSources, plan.sources()),
        since);
  }

  private Map<String, Map<String, String>> presentSources(String district) {
    Map<String, Map<String, String>> present = sources.configs(district + ".");
    present.keySet().removeIf(name -> name.startsWith(sinkPrefix(district)));
    return present;
  }

  /** Names of the connectors of sources that the settings have a mapping of. */
  private static Set<String> mapped(Collection<Setting> settings, String district) {
    return settings.stream()
        .filter(MappingSetting.class::isInstance)
        .map(setting -> district + "." + ((MappingSetting) setting).source())
        .collect(Collectors.toSet());
  }

  private static String sinkPrefix(String district) {
    return district + ".sink.";
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
   *
   * @return what could not be done in vendors' databases and somebody has to do, a line each
   * @throws io.hallpass.cli.kafka.ConcurrentApplyException where somebody else applied meanwhile
   */
  public List<String> apply(
      Plan plan, Difference difference, District district, Map<String, Mapping> mappings) {
    ids.registerAll(catalogue);
    // The settings topic announces the district to the services: all that it needs is there before.
    admin.create(
        difference.topics().stream()
            .filter(s -> !s.name().equals(plan.topics().settings()))
            .toList());
    // Somebody may have made one of them meanwhile; then it is there with his partitions.
    List<String> others = admin.mismatches(plan.specs());
    if (!others.isEmpty()) {
      throw new ConfigException(others);
    }
    admin.create(
        difference.topics().stream()
            .filter(s -> s.name().equals(plan.topics().settings()))
            .toList());
    SettingsTopic settings = new SettingsTopic(endpoints, plan.topics(), ids);
    SourceConnectors connectors = new SourceConnectors(sources, difference.leavings());
    List<String> undone = new ArrayList<>();
    if (!difference.sources().anew().isEmpty()) {
      // Once the settings have their mapping again, nothing tells what they are.
      requireOurs(settings, difference.since(), plan);
      undone.addAll(connectors.clear(difference.sources().anew()));
    }
    Optional<Instant> applied = difference.since();
    if (!difference.changed().isEmpty() || !difference.removed().isEmpty()) {
      applied =
          Optional.of(
              settings.write(
                  difference.changed(),
                  difference.removed(),
                  difference.since(),
                  plan.partitions()));
    }
    admin.create(difference.vendorTopics());
    Preparations.run(district, mappings, difference.publications().keySet());
    difference.sinks().changed().forEach(sinks::put);
    undone.addAll(connectors.make(difference.sources()));
    // Else the settings are theirs; whose connectors are there now nobody knows.
    requireOurs(settings, applied, plan);
    return undone;
  }

  private static void requireOurs(SettingsTopic settings, Optional<Instant> applied, Plan plan) {
    if (!settings.appliedAt().equals(applied)) {
      throw new ConcurrentApplyException(plan.topics().district(), null);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
