package io.hallpass.cli.apply;

import io.hallpass.cli.district.District;
import io.hallpass.cli.district.Recipient;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.source.Source;
import io.hallpass.cli.source.SourceSettings;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.runtime.settings.Agreement;
import io.hallpass.runtime.settings.Basis;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Category;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.sink.WarehouseSinkConnector;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The connector configurations that a district's files ask for. */
public final class Connectors {
  private final Catalogue catalogue;
  private final Endpoints endpoints;

  public Connectors(Catalogue catalogue, Endpoints endpoints) {
    this.catalogue = catalogue;
    this.endpoints = endpoints;
  }

  /** One connector a source that does not publish itself. */
  Map<String, Map<String, String>> sources(District district, Map<String, Mapping> mappings) {
    Map<String, Map<String, String>> configs = new TreeMap<>();
    SourceSettings.Place place =
        new SourceSettings.Place(district.name(), district.partitions(), district.timeZone());
    for (Source source : district.sources()) {
      source
          .settings()
          .connector(place, source, mappings.get(source.name()))
          .ifPresent(config -> configs.put(config.get("name"), config));
    }
    return configs;
  }

  /** One connector a recipient with a warehouse. */
  Map<String, Map<String, String>> sinks(District district) {
    Map<String, Map<String, String>> configs = new TreeMap<>();
    DistrictTopics topics = new DistrictTopics(district.name());
    for (Recipient recipient : district.recipients()) {
      recipient
          .warehouse()
          .ifPresent(
              warehouse ->
                  configs.put(
                      district.name() + ".sink." + recipient.name(),
                      sink(topics, district, recipient, warehouse)));
    }
    return configs;
  }

  private Map<String, String> sink(
      DistrictTopics topics,
      District district,
      Recipient recipient,
      Recipient.Warehouse warehouse) {
    String name = district.name() + ".sink." + recipient.name();
    Map<String, String> config = new TreeMap<>(WarehouseSinkConnector.requiredConsumerOverrides());
    config.put("name", name);
    config.put("connector.class", WarehouseSinkConnector.class.getName());
    config.put("tasks.max", "1");
    config.put("topics", topics.released(recipient.name()));
    config.put("warehouse.jdbc.url", warehouse.url());
    config.put("warehouse.user", warehouse.user());
    warehouse.password().ifPresent(password -> config.put("warehouse.password", password));
    config.put("warehouse.schema", warehouse.schema());
    config.put("warehouse.columns", String.join(",", columns(district, recipient)));
    config.put("schema.registry.url", endpoints.schemaRegistryUrl());
    config.put("kafka.bootstrap.servers", endpoints.bootstrapServers());
    return config;
  }

  /** The fields some agreement names: fields that none names have no column. */
  private TreeSet<String> columns(District district, Recipient recipient) {
    TreeSet<String> columns = new TreeSet<>();
    for (Agreement agreement : recipient.agreements()) {
      for (Entity entity : catalogue.entities()) {
        if (!covers(agreement, entity.category())) {
          continue;
        }
        for (Field field : entity.fields()) {
          String name = entity.name() + "." + field.name();
          boolean named =
              field.category().isPresent()
                  && covers(agreement, field.category().get())
                  && (agreement.fields().isEmpty() || agreement.fields().contains(name))
                  && (agreement.basis() != Basis.DIRECTORY
                      || district.directoryInformation().contains(name));
          if (named) {
            columns.add(name);
          }
        }
      }
    }
    return columns;
  }

  private static boolean covers(Agreement agreement, Category category) {
    return agreement.categories().contains(category.name())
        || (agreement.categories().contains("*") && !category.namedOnly());
  }
}
