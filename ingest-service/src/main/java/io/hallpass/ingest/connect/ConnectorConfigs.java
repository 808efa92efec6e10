package io.hallpass.ingest.connect;

import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.SourceConnector;

/** What the configurations of all source connectors have in common. */
public final class ConnectorConfigs {
  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

  private ConnectorConfigs() {}

  /** The keys of every source. */
  public static ConfigDef common() {
    return new ConfigDef()
        .define(
            "district",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            ConnectorConfigs::name,
            Importance.HIGH,
            "The district's name; its topics begin with it.")
        .define(
            "source",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            ConnectorConfigs::name,
            Importance.HIGH,
            "The source's name.")
        .define(
            "partitions",
            Type.INT,
            ConfigDef.NO_DEFAULT_VALUE,
            ConfigDef.Range.between(1, 10_000),
            Importance.HIGH,
            "How many partitions the district's raw topics have: the end marker of a complete"
                + " snapshot goes into each.");
  }

  private static void name(String key, Object value) {
    if (value != null && !Names.valid((String) value)) {
      throw new ConfigException(key + " must match " + Names.FORM);
    }
  }

  /** What a connector of ours needs besides its own keys, wherever it runs. */
  public static Map<String, String> base(
      Class<? extends SourceConnector> connector,
      String name,
      String district,
      String source,
      int partitions) {
    Map<String, String> config = new TreeMap<>();
    config.put("name", name);
    config.put("connector.class", connector.getName());
    config.put("tasks.max", "1");
    config.put("key.converter", BYTES);
    config.put("value.converter", BYTES);
    config.put("header.converter", BYTES);
    config.put("district", district);
    config.put("source", source);
    config.put("partitions", Integer.toString(partitions));
    return config;
  }

  /** Every missing, wrong and unknown key of {@code config}. Values are not repeated. */
  public static List<String> problems(ConfigDef definition, Map<String, String> config) {
    List<String> problems = new ArrayList<>();
    definition
        .validate(config)
        .forEach(
            value ->
                value
                    .errorMessages()
                    .forEach(
                        message -> {
                          if (!problems.contains(message)) {
                            problems.add(message);
                          }
                        }));
    FrameworkKeys.unknown(definition, config)
        .forEach(key -> problems.add(FrameworkKeys.problem(key)));
    return problems;
  }

  /** Resource names that cannot be parts of a topic name, or would share a topic. */
  public static List<String> nameProblems(List<String> names) {
    List<String> problems = new ArrayList<>();
    Map<String, String> folded = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name.isBlank()) {
        continue;
      }
      try {
        String topic = DistrictTopics.resourceName(name);
        String other = folded.put(topic, name);
        if (!seen.add(name)) {
          problems.add("resource '" + name + "' is there twice");
        } else if (other != null) {
          problems.add("resources '" + other + "' and '" + name + "' would share a topic");
        }
      } catch (IllegalArgumentException e) {
        problems.add("resource '" + name + "' cannot be a part of a topic name");
      }
    }
    return problems;
  }
}
