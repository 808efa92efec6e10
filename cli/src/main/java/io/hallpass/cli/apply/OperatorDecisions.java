package io.hallpass.cli.apply;

import io.hallpass.ingest.fileset.FileSetConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an operator decided about held sets stands in a connector's configuration and in no file of
 * the district, so a configuration that is made of the files must not take it away.
 */
final class OperatorDecisions {
  private static final List<String> KEYS = List.of(FileSetConfig.APPROVED, FileSetConfig.DISCARDED);
  private static final String CLASS = "connector.class";

  private OperatorDecisions() {}

  /** The wanted configurations with what was decided for the same connectors. */
  static Map<String, Map<String, String>> keep(
      Map<String, Map<String, String>> wanted, Map<String, Map<String, String>> present) {
    Map<String, Map<String, String>> merged = new TreeMap<>();
    wanted.forEach(
        (name, config) -> {
          Map<String, String> all = new TreeMap<>(config);
          Map<String, String> before = present.getOrDefault(name, Map.of());
          for (String key : KEYS) {
            if (before.containsKey(key) && config.get(CLASS).equals(before.get(CLASS))) {
              all.putIfAbsent(key, before.get(key));
            }
          }
          merged.put(name, all);
        });
    return merged;
  }
}
