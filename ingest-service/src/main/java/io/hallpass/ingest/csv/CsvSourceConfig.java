package io.hallpass.ingest.csv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.ingest.connect.ConnectorConfigs;
import io.hallpass.ingest.connect.ResourceList;
import io.hallpass.ingest.fileset.FileSetConfig;
import io.hallpass.ingest.fileset.FileSetSettings;
import io.hallpass.ingest.intake.Intake;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.runtime.config.ConfigException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The configuration of {@link CsvSourceConnector}: its keys, and settings read from them. */
public final class CsvSourceConfig {
  /** What is wrong with a delimiter that {@link #delimiter} does not take. */
  public static final String DELIMITER =
      "must be one character, neither a quote nor a line end, or \\t";

  /** What is wrong with an encoding that {@link #encoding} does not know. */
  public static final String ENCODING = "must be the name of a character encoding, such as UTF-8";

  private static final Set<String> FIELDS = Set.of("name", "file", "key", "columns");

  private CsvSourceConfig() {}

  /** Every key of the connector. */
  public static ConfigDef definition() {
    return FileSetConfig.definition()
        .define(
            "resources",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Importance.HIGH,
            "JSON: for each resource its `name`, its `file`, the `key` columns and the collected"
                + " `columns`. Read in this order. Columns that are not listed are never sent.")
        .define(
            "delimiter",
            Type.STRING,
            ",",
            Importance.LOW,
            "The character between cells; `\\t` for a tab.")
        .define(
            "encoding",
            Type.STRING,
            "UTF-8",
            Importance.LOW,
            "The files' character encoding. A row whose collected cells cannot be read in it is"
                + " rejected as UNREADABLE_ROW.")
        .define(
            "oneroster",
            Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether the set has OneRoster's manifest.csv, which says of each file whether it is"
                + " `bulk` or `delta`, and must be there, or `absent`. A row of a delta file whose"
                + " `status` is `tobedeleted` is sent as a deletion.")
        .define(
            "oneroster.version",
            Type.STRING,
            "1.2",
            ConfigDef.ValidString.in("1.1", "1.2", CsvSourceSettings.Format.ANY_VERSION),
            Importance.LOW,
            "The version that the manifest must state; with `any`, 1.0, 1.1 or 1.2.")
        .define(
            "optional.files",
            Type.LIST,
            "",
            Importance.LOW,
            "Files that may be missing where no manifest says what is there. Their resource is"
                + " then not read, and rows that came earlier stay.");
  }

  /**
   * Reads settings.
   *
   * @throws ConfigException with every problem
   */
  public static CsvSourceSettings read(Map<String, String> config) {
    List<String> problems = new ArrayList<>(ConnectorConfigs.problems(definition(), config));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    AbstractConfig values = new AbstractConfig(definition(), config, false);
    List<CsvResource> resources = resources(values.getString("resources"), problems);
    FileSetSettings files =
        FileSetConfig.read(values, resources.stream().map(CsvResource::name).toList(), problems);
    singleKeys(files.intake(), resources, problems);
    Optional<Character> delimiter = delimiter(values.getString("delimiter"));
    if (delimiter.isEmpty()) {
      problems.add("delimiter " + DELIMITER);
    }
    Optional<Charset> encoding = encoding(values.getString("encoding"));
    if (encoding.isEmpty()) {
      problems.add("encoding " + ENCODING);
    }
    Set<String> optional = Set.copyOf(values.getList("optional.files"));
    for (String file : optional) {
      if (resources.stream().noneMatch(resource -> resource.file().equals(file))) {
        problems.add("optional.files names '" + file + "', which no resource reads");
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    String version = values.getBoolean("oneroster") ? values.getString("oneroster.version") : "";
    return new CsvSourceSettings(
        files,
        resources,
        new CsvSourceSettings.Format(delimiter.get(), encoding.get(), version),
        optional);
  }

  private static void singleKeys(
      Intake intake, List<CsvResource> resources, List<String> problems) {
    for (CsvResource target : resources) {
      boolean referred =
          intake.resources().values().stream()
              .anyMatch(watched -> watched.references().containsValue(target.name()));
      if (referred && target.columns().key().size() != 1) {
        problems.add(
            "intake.columns refers to '" + target.name() + "', whose key is not one column");
      }
    }
  }

  private static List<CsvResource> resources(String json, List<String> problems) {
    ResourceList list = new ResourceList("resources", FIELDS, problems);
    List<CsvResource> resources = new ArrayList<>();
    List<JsonNode> nodes = list.read(json);
    for (int i = 0; i < nodes.size(); i++) {
      String where = list.where(i);
      JsonNode node = nodes.get(i);
      String name = list.text(node, "name", where);
      String file = list.text(node, "file", where);
      List<String> key = list.texts(node, "key", where);
      List<String> columns = list.texts(node, "columns", where);
      problems.addAll(RowColumns.problems(where, key, columns));
      resources.add(new CsvResource(name, file, key, columns));
    }
    problems.addAll(
        ConnectorConfigs.nameProblems(resources.stream().map(CsvResource::name).toList()));
    return resources;
  }

  /** The character between cells; empty where the text names none. */
  public static Optional<Character> delimiter(String text) {
    String plain = text.equals("\\t") ? "\t" : text;
    return plain.length() == 1 && "\"\r\n".indexOf(plain.charAt(0)) < 0
        ? Optional.of(plain.charAt(0))
        : Optional.empty();
  }

  /** The encoding of this name; empty where there is none. */
  public static Optional<Charset> encoding(String name) {
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  static Map<String, String> write(CsvSourceSettings settings) {
    FileSetSettings files = settings.files();
    Map<String, String> config =
        new TreeMap<>(
            ConnectorConfigs.base(
                CsvSourceConnector.class,
                files.connectorName(),
                files.district(),
                files.source(),
                files.partitions()));
    ArrayNode resources = ResourceList.array();
    for (CsvResource resource : settings.resources()) {
      ObjectNode node = resources.addObject();
      node.put("name", resource.name()).put("file", resource.file());
      ResourceList.put(node, "key", resource.columns().key());
      ResourceList.put(node, "columns", resource.columns().columns());
    }
    CsvSourceSettings.Format format = settings.format();
    FileSetConfig.write(files, config);
    config.put("resources", resources.toString());
    config.put("delimiter", format.delimiter() == '\t' ? "\\t" : "" + format.delimiter());
    config.put("encoding", format.encoding().name());
    config.put("oneroster", Boolean.toString(!format.oneRoster().isEmpty()));
    if (!format.oneRoster().isEmpty()) {
      config.put("oneroster.version", format.oneRoster());
    }
    config.put(
        "optional.files", String.join(",", settings.optionalFiles().stream().sorted().toList()));
    return config;
  }
}
