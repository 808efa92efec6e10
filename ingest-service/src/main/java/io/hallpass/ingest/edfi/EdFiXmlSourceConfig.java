package io.hallpass.ingest.edfi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.ingest.connect.ConnectorConfigs;
import io.hallpass.ingest.connect.ResourceList;
import io.hallpass.ingest.fileset.FileSetConfig;
import io.hallpass.ingest.fileset.FileSetSettings;
import io.hallpass.ingest.intake.Intake;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.ingest.tree.TreeRows;
import io.hallpass.runtime.config.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The configuration of {@link EdFiXmlSourceConnector}: its keys, and settings read from them. */
public final class EdFiXmlSourceConfig {
  private static final Set<String> FIELDS = Set.of("name", "key", "columns");
  private static final String NAMESPACES = "namespaces";

  private EdFiXmlSourceConfig() {}

  /** Every key of the connector. */
  public static ConfigDef definition() {
    return FileSetConfig.definition()
        .define(
            "resources",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Importance.HIGH,
            "JSON: for each resource its `name`, the local name of its element, the `key` columns"
                + " and the collected `columns`, paths inside the element as `Name/FirstName`."
                + " What no column looks at is never sent.")
        .define(
            NAMESPACES,
            Type.LIST,
            "",
            Importance.MEDIUM,
            "The namespaces that a file's root element may have, as `http://ed-fi.org/0200`; one"
                + " that ends in * stands for all that begin so. A set with a file of another one is"
                + " held. Empty for any.");
  }

  /**
   * Reads settings.
   *
   * @throws ConfigException with every problem
   */
  public static EdFiXmlSourceSettings read(Map<String, String> config) {
    List<String> problems = new ArrayList<>(ConnectorConfigs.problems(definition(), config));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    AbstractConfig values = new AbstractConfig(definition(), config, false);
    Map<String, RowColumns> resources = resources(values.getString("resources"), problems);
    FileSetSettings files = FileSetConfig.read(values, resources.keySet(), problems);
    files
        .intake()
        .resources()
        .forEach(
            (resource, watched) ->
                problems.addAll(
                    TreeRows.problems("intake.columns: " + resource, columns(watched))));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new EdFiXmlSourceSettings(files, resources, values.getList(NAMESPACES));
  }

  private static RowColumns columns(Intake.Watched watched) {
    return new RowColumns(List.of(), List.copyOf(watched.columns()));
  }

  private static Map<String, RowColumns> resources(String json, List<String> problems) {
    ResourceList list = new ResourceList("resources", FIELDS, problems);
    Map<String, RowColumns> resources = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    List<JsonNode> nodes = list.read(json);
    for (int i = 0; i < nodes.size(); i++) {
      String where = list.where(i);
      JsonNode node = nodes.get(i);
      String name = list.text(node, "name", where);
      List<String> key = list.texts(node, "key", where);
      List<String> columns = list.texts(node, "columns", where);
      problems.addAll(RowColumns.problems(where, key, columns));
      RowColumns collected = new RowColumns(key, columns);
      problems.addAll(TreeRows.problems(where, collected));
      resources.put(name, collected);
      names.add(name);
    }
    problems.addAll(ConnectorConfigs.nameProblems(names));
    return resources;
  }

  static Map<String, String> write(EdFiXmlSourceSettings settings) {
    FileSetSettings files = settings.files();
    Map<String, String> config =
        new TreeMap<>(
            ConnectorConfigs.base(
                EdFiXmlSourceConnector.class,
                files.connectorName(),
                files.district(),
                files.source(),
                files.partitions()));
    ArrayNode resources = ResourceList.array();
    settings
        .resources()
        .forEach(
            (name, columns) -> {
              ObjectNode node = resources.addObject();
              node.put("name", name);
              ResourceList.put(node, "key", columns.key());
              ResourceList.put(node, "columns", columns.columns());
            });
    FileSetConfig.write(files, config);
    config.put("resources", resources.toString());
    if (!settings.namespaces().isEmpty()) {
      config.put(NAMESPACES, String.join(",", settings.namespaces()));
    }
    return config;
  }
}
