package io.hallpass.ingest.csv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.ingest.connect.ConnectorConfigs;
import io.hallpass.ingest.connect.ResourceList;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.runtime.config.ConfigException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The configuration of {@link CsvSourceConnector}: its keys, and settings read from them. */
public final class CsvSourceConfig {
  static final long POLL_MILLIS = 5_000;
  static final long QUIET_MILLIS = 5_000;
  private static final int LONGEST = 86_400_000;
  private static final Set<String> FIELDS = Set.of("name", "file", "key", "columns");

  private CsvSourceConfig() {}

  /** Every key of the connector. */
  public static ConfigDef definition() {
    return ConnectorConfigs.common()
        .define(
            "path",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "A folder, or a .zip, on the machine of the Connect worker. A set of files that was"
                + " read is read again when the contents of a mapped file have changed.")
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
                + " `bulk`, and must be there, or `absent`. `delta` is refused.")
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
                + " then not read, and rows that came earlier stay.")
        .define(
            "poll.interval.ms",
            Type.LONG,
            POLL_MILLIS,
            ConfigDef.Range.between(10, LONGEST),
            Importance.LOW,
            "Milliseconds between two looks at the path. A set that cannot be read is held, and"
                + " read when it was mended; what hindered reading is tried again.")
        .define(
            "quiet.ms",
            Type.LONG,
            QUIET_MILLIS,
            ConfigDef.Range.between(0, LONGEST),
            Importance.LOW,
            "Milliseconds for which no mapped file may have changed before the set is read, so"
                + " that an upload under way is not. Times that the files bear are not believed:"
                + " a set is looked at twice.");
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
    Character delimiter = delimiter(values.getString("delimiter"), problems);
    Charset encoding = encoding(values.getString("encoding"), problems);
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
        values.getString("district"),
        values.getString("source"),
        values.getInt("partitions"),
        values.getString("path"),
        resources,
        new CsvSourceSettings.Format(delimiter, encoding, version),
        optional,
        values.getLong("poll.interval.ms"),
        values.getLong("quiet.ms"));
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

  private static Character delimiter(String text, List<String> problems) {
    String plain = text.equals("\\t") ? "\t" : text;
    if (plain.length() == 1 && "\"\r\n".indexOf(plain.charAt(0)) < 0) {
      return plain.charAt(0);
    }
    problems.add("delimiter must be one character, neither a quote nor a line end, or \\t");
    return ',';
  }

  private static Charset encoding(String name, List<String> problems) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      problems.add("encoding must be the name of a character encoding, such as UTF-8");
      return null;
    }
  }

  static Map<String, String> write(CsvSourceSettings settings) {
    Map<String, String> config =
        new TreeMap<>(
            ConnectorConfigs.base(
                CsvSourceConnector.class,
                settings.connectorName(),
                settings.district(),
                settings.source(),
                settings.partitions()));
    ArrayNode resources = ResourceList.array();
    for (CsvResource resource : settings.resources()) {
      ObjectNode node = resources.addObject();
      node.put("name", resource.name()).put("file", resource.file());
      ResourceList.put(node, "key", resource.columns().key());
      ResourceList.put(node, "columns", resource.columns().columns());
    }
    CsvSourceSettings.Format format = settings.format();
    // A transaction for every batch would cost more than the rows in it.
    config.put("transaction.boundary", "interval");
    config.put("transaction.boundary.interval.ms", "500");
    config.put("path", settings.path());
    config.put("resources", resources.toString());
    config.put("delimiter", format.delimiter() == '\t' ? "\\t" : "" + format.delimiter());
    config.put("encoding", format.encoding().name());
    config.put("oneroster", Boolean.toString(!format.oneRoster().isEmpty()));
    if (!format.oneRoster().isEmpty()) {
      config.put("oneroster.version", format.oneRoster());
    }
    config.put("optional.files", String.join(",", settings.optionalFiles()));
    config.put("poll.interval.ms", Long.toString(settings.pollMillis()));
    config.put("quiet.ms", Long.toString(settings.quietMillis()));
    return config;
  }
}
