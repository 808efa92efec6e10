package io.hallpass.ingest.connect;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** Which resources of a database say what parents decided: one key of its connector. */
public final class ConsentResources {
  private static final String KEY = "consent.resources";

  private ConsentResources() {}

  /** Adds the key. */
  public static ConfigDef define(ConfigDef definition) {
    return definition.define(
        KEY,
        Type.LIST,
        "",
        Importance.MEDIUM,
        "Resources whose rows say what parents decided. What holds the source does not hold them:"
            + " they are read all the same, or, where that cannot be, incomplete markers close the"
            + " gate until they were read whole.");
  }

  /**
   * Reads it.
   *
   * @param resources of the source
   * @param problems gets names that are none of them
   */
  public static Set<String> read(
      AbstractConfig values, Collection<String> resources, List<String> problems) {
    List<String> names = values.getList(KEY);
    for (String name : names) {
      if (!resources.contains(name)) {
        problems.add(KEY + " names '" + name + "', which is no resource");
      }
    }
    return Set.copyOf(names);
  }

  /** Writes it, where there are any. */
  public static void write(Set<String> consents, Map<String, String> config) {
    if (!consents.isEmpty()) {
      config.put(KEY, String.join(",", consents.stream().sorted().toList()));
    }
  }
}
