package io.hallpass.ingest.connect;

import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** Prints a connector's keys as the page of the reference. */
final class Reference {
  private Reference() {}

  static String page(String title, String introduction, ConfigDef definition) {
    StringBuilder page = new StringBuilder("# ").append(title).append("\n\n");
    page.append(introduction)
        .append(
            "\n\nMade from the code by `ReferenceTest`; `hallpass apply` writes these keys.\n\n")
        .append("| key | type | default | what it says |\n| --- | --- | --- | --- |\n");
    List<ConfigDef.ConfigKey> keys =
        definition.configKeys().values().stream()
            .sorted(Comparator.comparing(key -> key.importance))
            .toList();
    for (ConfigDef.ConfigKey key : keys) {
      page.append("| `").append(key.name).append("` | ");
      page.append(key.type.toString().toLowerCase(java.util.Locale.ROOT)).append(" | ");
      page.append(byDefault(key)).append(" | ").append(key.documentation.replace("|", "\\|"));
      if (key.validator instanceof ConfigDef.Range
          || key.validator instanceof ConfigDef.ValidString) {
        page.append(" Valid: ").append(key.validator.toString().replace("|", "\\|")).append('.');
      }
      page.append(" |\n");
    }
    return page.toString();
  }

  private static String byDefault(ConfigDef.ConfigKey key) {
    if (!key.hasDefault()) {
      return "must be given";
    }
    String value = ConfigDef.convertToString(key.defaultValue, key.type);
    return value == null || value.isEmpty() || key.type == ConfigDef.Type.PASSWORD
        ? "empty"
        : "`" + value + "`";
  }
}
