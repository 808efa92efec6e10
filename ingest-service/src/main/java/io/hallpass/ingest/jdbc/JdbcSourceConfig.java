package io.hallpass.ingest.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.ingest.connect.ConnectorConfigs;
import io.hallpass.ingest.connect.ConsentResources;
import io.hallpass.ingest.connect.ResourceList;
import io.hallpass.ingest.jdbc.JdbcSourceSettings.Login;
import io.hallpass.ingest.jdbc.JdbcSourceSettings.Times;
import io.hallpass.ingest.rest.LossKeys;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.runtime.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The configuration of {@link JdbcSourceConnector}. */
public final class JdbcSourceConfig {
  static final int BATCH_ROWS = 2_000;
  private static final long DAY = 86_400_000;
  private static final Set<String> FIELDS =
      Set.of("name", "table", "query", "changedColumn", "key", "columns");

  private JdbcSourceConfig() {}

  /** Every key of the connector. */
  public static ConfigDef definition() {
    return LossKeys.define(ConsentResources.define(ConnectorConfigs.common()))
        .define(
            "jdbc.url",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "The vendor's database, without user and password. Its driver must be on the class"
                + " path of the Connect worker; PostgreSQL's is.")
        .define(
            "jdbc.user",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "A user who may SELECT the collected columns, and needs nothing more.")
        .define(
            "jdbc.password",
            Type.PASSWORD,
            "",
            Importance.HIGH,
            "The user's password, as a reference: `${env:NAME}` or `${file:PATH:KEY}`.")
        .define(
            "resources",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Importance.HIGH,
            "JSON: for each resource its `name`, its `table` (`schema.table`) or a `query`, the"
                + " `key` columns, the collected `columns`, and, where there is one, the"
                + " `changedColumn` that holds when a row was changed last. Names as the database"
                + " stores them. Columns that are not listed are never asked for.")
        .define(
            "poll.interval.ms",
            Type.LONG,
            Times.DEFAULT.poll(),
            ConfigDef.Range.between(10, DAY),
            Importance.MEDIUM,
            "Milliseconds between two looks for changed rows of resources with a `changedColumn`.")
        .define(
            "full.interval.ms",
            Type.LONG,
            Times.DEFAULT.full(),
            ConfigDef.Range.between(10, 400 * DAY),
            Importance.MEDIUM,
            "Milliseconds from one full pass to the next. Only a full pass sees deletions, and"
                + " changes of resources without a `changedColumn`.")
        .define(
            "overlap.ms",
            Type.LONG,
            Times.DEFAULT.overlap(),
            ConfigDef.Range.between(0, 30 * DAY),
            Importance.MEDIUM,
            "Milliseconds for which a row may stay invisible after the time in its"
                + " `changedColumn`: more than the longest transaction and than the column's"
                + " resolution together. Rows of that stretch are read again.")
        .define(
            "batch.rows",
            Type.INT,
            BATCH_ROWS,
            ConfigDef.Range.between(1, 100_000),
            Importance.LOW,
            "How many rows are fetched, and held in memory, at once.");
  }

  /**
   * Reads settings.
   *
   * @throws ConfigException with every problem
   */
  public static JdbcSourceSettings read(Map<String, String> config) {
    List<String> problems = new ArrayList<>(ConnectorConfigs.problems(definition(), config));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    AbstractConfig values = new AbstractConfig(definition(), config, false);
    String url = values.getString("jdbc.url");
    Login.urlProblems(url).forEach(problem -> problems.add("jdbc.url " + problem));
    List<JdbcResource> resources = resources(values.getString("resources"), problems);
    List<String> names = resources.stream().map(JdbcResource::name).toList();
    Set<String> consents = ConsentResources.read(values, names, problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new JdbcSourceSettings(
        values.getString("district"),
        values.getString("source"),
        values.getInt("partitions"),
        new Login(url, values.getString("jdbc.user"), values.getPassword("jdbc.password").value()),
        resources,
        consents,
        new Times(
            values.getLong("poll.interval.ms"),
            values.getLong("full.interval.ms"),
            values.getLong("overlap.ms")),
        values.getInt("batch.rows"),
        LossKeys.read(values));
  }

  private static List<JdbcResource> resources(String json, List<String> problems) {
    ResourceList list = new ResourceList("resources", FIELDS, problems);
    List<JdbcResource> resources = new ArrayList<>();
    List<JsonNode> nodes = list.read(json);
    for (int i = 0; i < nodes.size(); i++) {
      JsonNode node = nodes.get(i);
      String where = list.where(i);
      String name = list.text(node, "name", where);
      List<String> key = list.texts(node, "key", where);
      List<String> columns = list.texts(node, "columns", where);
      problems.addAll(RowColumns.problems(where, key, columns));
      JdbcResource resource =
          new JdbcResource(
              name,
              optional(list, node, "table", where),
              optional(list, node, "query", where),
              optional(list, node, "changedColumn", where),
              new RowColumns(key, columns));
      problems.addAll(resource.problems(where));
      resources.add(resource);
    }
    problems.addAll(
        ConnectorConfigs.nameProblems(resources.stream().map(JdbcResource::name).toList()));
    return resources;
  }

  private static String optional(ResourceList list, JsonNode node, String field, String where) {
    return node.has(field) ? list.text(node, field, where) : "";
  }

  static Map<String, String> write(JdbcSourceSettings settings) {
    Map<String, String> config =
        new TreeMap<>(
            ConnectorConfigs.base(
                JdbcSourceConnector.class,
                settings.connectorName(),
                settings.district(),
                settings.source(),
                settings.partitions()));
    ArrayNode resources = ResourceList.array();
    for (JdbcResource resource : settings.resources()) {
      ObjectNode node = resources.addObject().put("name", resource.name());
      put(node, "table", resource.table());
      put(node, "query", resource.query());
      put(node, "changedColumn", resource.changedColumn());
      ResourceList.put(node, "key", resource.columns().key());
      ResourceList.put(node, "columns", resource.columns().columns());
    }
    // A transaction for every batch would cost more than the rows in it.
    config.put("transaction.boundary", "interval");
    config.put("transaction.boundary.interval.ms", "500");
    config.put("jdbc.url", settings.login().url());
    config.put("jdbc.user", settings.login().user());
    config.put("jdbc.password", settings.login().password());
    config.put("resources", resources.toString());
    ConsentResources.write(settings.consents(), config);
    config.put("poll.interval.ms", Long.toString(settings.times().poll()));
    config.put("full.interval.ms", Long.toString(settings.times().full()));
    config.put("overlap.ms", Long.toString(settings.times().overlap()));
    config.put("batch.rows", Integer.toString(settings.batchRows()));
    LossKeys.write(settings.loss(), config);
    return config;
  }

  private static void put(ObjectNode node, String field, String text) {
    if (!text.isEmpty()) {
      node.put(field, text);
    }
  }
}
