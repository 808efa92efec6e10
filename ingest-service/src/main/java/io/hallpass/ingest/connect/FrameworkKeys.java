package io.hallpass.ingest.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Tells a connector's keys from those that Kafka Connect itself reads out of the same map, so that
 * a key nobody reads is an error and not a surprise.
 */
public final class FrameworkKeys {
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "connector.class",
          "connector.plugin.version",
          "task.class",
          "tasks.max",
          "tasks.max.enforce",
          "config.action.reload",
          "exactly.once.support",
          "offsets.storage.topic");

  private static final List<String> PREFIXES =
      List.of(
          "key.converter",
          "value.converter",
          "header.converter",
          "transforms",
          "predicates",
          "errors.",
          "topic.creation.",
          "transaction.boundary",
          "producer.override.",
          "admin.override.");

  private FrameworkKeys() {}

  /** Keys that neither {@code definition} nor Connect knows, sorted. */
  public static Set<String> unknown(ConfigDef definition, Map<String, String> config) {
    Set<String> unknown = new TreeSet<>(config.keySet());
    unknown.removeAll(definition.names());
    unknown.removeAll(KEYS);
    unknown.removeIf(key -> PREFIXES.stream().anyMatch(key::startsWith));
    return unknown;
  }

  /** {@code validated}, with an error for each key nobody knows. */
  public static Config refuseUnknown(
      Config validated, ConfigDef definition, Map<String, String> config) {
    List<ConfigValue> values = new ArrayList<>(validated.configValues());
    for (String key : unknown(definition, config)) {
      values.add(new ConfigValue(key, null, List.of(), List.of(problem(key))));
    }
    return new Config(values);
  }

  /** The words for an unknown key; its value, which may be a secret, is not among them. */
  public static String problem(String key) {
    return "unknown key '" + key + "'";
  }
}
