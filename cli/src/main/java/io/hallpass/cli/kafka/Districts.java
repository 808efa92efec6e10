package io.hallpass.cli.kafka;

import io.hallpass.runtime.avro.RegistrySchemaIds;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.settings.MappingSetting;
import io.hallpass.runtime.settings.Setting;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.Names;
import io.hallpass.runtime.topics.TopicAdmin;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The districts of a stack, as far as they were applied. */
public final class Districts {
  private Districts() {}

  /**
   * The topics of a district.
   *
   * @throws ConfigException where it was never applied
   */
  public static DistrictTopics require(Endpoints endpoints, String district) {
    if (Names.valid(district)) {
      DistrictTopics topics = new DistrictTopics(district);
      try (TopicAdmin admin = new TopicAdmin(endpoints.client())) {
        if (admin.names().contains(topics.settings())) {
          return topics;
        }
      }
    }
    throw new ConfigException(
        List.of("there is no district '" + district + "'; apply its folder first"));
  }

  /** The settings in force. */
  public static Map<String, Setting> settings(Endpoints endpoints, DistrictTopics topics) {
    RegistrySchemaIds ids = new RegistrySchemaIds(endpoints.schemaRegistryUrl());
    return new SettingsTopic(endpoints, topics, ids).read();
  }

  /** The kind of each source that has a mapping in force. */
  public static Map<String, String> kinds(Endpoints endpoints, DistrictTopics topics) {
    Map<String, String> kinds = new TreeMap<>();
    for (Setting setting : settings(endpoints, topics).values()) {
      if (setting instanceof MappingSetting mapping) {
        kinds.put(mapping.source(), mapping.kind());
      }
    }
    return kinds;
  }
}
