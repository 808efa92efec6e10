package io.hallpass.ingest.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.ingest.connect.ConnectorConfigs;
import io.hallpass.ingest.connect.ConsentResources;
import io.hallpass.ingest.connect.ResourceList;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.runtime.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The configuration of {@link PostgresCdcSourceConnector}. */
public final class PostgresCdcConfig {
  static final long HEARTBEAT_MILLIS = 10_000;
  private static final String SSL_ROOT_CERT = "database.sslrootcert";
  private static final Set<String> FIELDS =
      Set.of("name", "table", "key", "columns", "replicaIdentity");
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

  private PostgresCdcConfig() {}

  /** Every key of the connector. */
  public static ConfigDef definition() {
    return ConsentResources.define(ConnectorConfigs.common())
        .define(
            "database.hostname",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "The vendor's database server.")
        .define(
            "database.port",
            Type.INT,
            5432,
            ConfigDef.Range.between(1, 65_535),
            Importance.HIGH,
            "Its port.")
        .define(
            "database.dbname",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "The database.")
        .define(
            "database.user",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "A user with REPLICATION who may SELECT the collected columns.")
        .define(
            "database.password",
            Type.PASSWORD,
            "",
            Importance.HIGH,
            "The user's password, as a reference: `${env:NAME}` or `${file:PATH:KEY}`.")
        .define(
            "database.sslmode",
            Type.STRING,
            "require",
            ConfigDef.ValidString.in(PostgresCdcSettings.Database.SSL_MODES.toArray(String[]::new)),
            Importance.MEDIUM,
            "How the connection is encrypted. Where a district's file says nothing, `apply` writes"
                + " `prefer` for a database on its own machine (`localhost`, `127.0.0.1`, `::1`) and"
                + " `require` for any other.")
        .define(
            SSL_ROOT_CERT,
            Type.STRING,
            "",
            Importance.MEDIUM,
            "For `verify-ca` and `verify-full`: a file of the certificates to trust, in PEM, where"
                + " the connector runs.")
        .define(
            "tables",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Importance.HIGH,
            "JSON: for each resource its `name`, its `table` (`schema.table`), the `key` columns"
                + " and the collected `columns`; `replicaIdentity` is `default`, or `full` for a"
                + " table without a primary key.")
        .define(
            "publication.name",
            Type.STRING,
            "",
            Importance.LOW,
            "The publication that `apply` makes; after district and source where empty.")
        .define(
            "slot.name",
            Type.STRING,
            "",
            Importance.LOW,
            "The replication slot; after district and source where empty.")
        .define(
            "heartbeat.interval.ms",
            Type.LONG,
            HEARTBEAT_MILLIS,
            ConfigDef.Range.between(100, 3_600_000),
            Importance.LOW,
            "Milliseconds after which the slot is moved on although nothing happened in the"
                + " collected tables, so that the vendor's server need not keep its log.");
  }

  /**
   * Reads settings.
   *
   * @throws ConfigException with every problem
   */
  public static PostgresCdcSettings read(Map<String, String> config) {
    List<String> problems = new ArrayList<>(ConnectorConfigs.problems(definition(), config));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    AbstractConfig values = new AbstractConfig(definition(), config, false);
    List<CapturedTable> tables = tables(values.getString("tables"), problems);
    List<String> names = tables.stream().map(CapturedTable::name).toList();
    Set<String> consents = ConsentResources.read(values, names, problems);
    String district = values.getString("district");
    String source = values.getString("source");
    String byDefault = PostgresCdcSettings.objectName(district, source);
    String publication = name(values, "publication.name", byDefault, problems);
    String slot = name(values, "slot.name", byDefault, problems);
    if (!slot.matches("[a-z0-9_]+")) {
      problems.add("slot.name may hold lower-case letters, digits and underscores only");
    }
    PostgresCdcSettings.Database.sslProblem(
            values.getString("database.sslmode"), values.getString(SSL_ROOT_CERT))
        .ifPresent(problem -> problems.add(SSL_ROOT_CERT + ": " + problem));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    PostgresCdcSettings.Database database =
        new PostgresCdcSettings.Database(
            values.getString("database.hostname"),
            values.getInt("database.port"),
            values.getString("database.dbname"),
            values.getString("database.user"),
            values.getPassword("database.password").value(),
            values.getString("database.sslmode"),
            values.getString(SSL_ROOT_CERT));
    return new PostgresCdcSettings(
        district,
        source,
        values.getInt("partitions"),
        database,
        tables,
        publication,
        slot,
        values.getLong("heartbeat.interval.ms"),
        consents);
  }

  private static String name(
      AbstractConfig values, String key, String byDefault, List<String> problems) {
    String name = values.getString(key);
    if (name.isEmpty()) {
      return byDefault;
    }
    if (!IDENTIFIER.matcher(name).matches()) {
      problems.add(key + " must be a plain identifier of at most 63 characters");
    }
    return name;
  }

  private static List<CapturedTable> tables(String json, List<String> problems) {
    ResourceList list = new ResourceList("tables", FIELDS, problems);
    List<CapturedTable> tables = new ArrayList<>();
    List<JsonNode> nodes = list.read(json);
    for (int i = 0; i < nodes.size(); i++) {
      JsonNode node = nodes.get(i);
      String where = list.where(i);
      String name = list.text(node, "name", where);
      String table = list.text(node, "table", where);
      List<String> key = list.texts(node, "key", where);
      List<String> columns = list.texts(node, "columns", where);
      String identity = node.path("replicaIdentity").asText("default");
      if (!Set.of("default", "full").contains(identity)) {
        problems.add(where + ": replicaIdentity must be default or full");
      }
      problems.addAll(RowColumns.problems(where, key, columns));
      CapturedTable captured = CapturedTable.of(name, table, key, columns, identity.equals("full"));
      problems.addAll(identifierProblems(where, captured));
      tables.add(captured);
    }
    problems.addAll(
        ConnectorConfigs.nameProblems(tables.stream().map(CapturedTable::name).toList()));
    List<String> ids = tables.stream().map(CapturedTable::id).toList();
    ids.stream()
        .filter(id -> ids.indexOf(id) != ids.lastIndexOf(id))
        .distinct()
        .forEach(id -> problems.add("table " + id + " is there twice"));
    return tables;
  }

  private static List<String> identifierProblems(String where, CapturedTable table) {
    return Stream.concat(
            Stream.of(table.schema(), table.table()), table.columns().columns().stream())
        .filter(name -> !name.isBlank() && !IDENTIFIER.matcher(name).matches())
        .map(name -> where + ": '" + name + "' is not a plain identifier")
        .toList();
  }

  static Map<String, String> write(PostgresCdcSettings settings) {
    Map<String, String> config =
        new TreeMap<>(
            ConnectorConfigs.base(
                PostgresCdcSourceConnector.class,
                settings.connectorName(),
                settings.district(),
                settings.source(),
                settings.partitions()));
    ArrayNode tables = ResourceList.array();
    for (CapturedTable table : settings.tables()) {
      ObjectNode node = tables.addObject();
      node.put("name", table.name()).put("table", table.id());
      ResourceList.put(node, "key", table.columns().key());
      ResourceList.put(node, "columns", table.columns().columns());
      node.put("replicaIdentity", table.full() ? "full" : "default");
    }
    PostgresCdcSettings.Database database = settings.database();
    config.put("tables", tables.toString());
    ConsentResources.write(settings.consents(), config);
    config.put("database.hostname", database.host());
    config.put("database.port", Integer.toString(database.port()));
    config.put("database.dbname", database.name());
    config.put("database.user", database.user());
    config.put("database.password", database.password());
    database
        .driverProperties()
        .forEach((key, value) -> config.put("database." + key, (String) value));
    config.put("publication.name", settings.publication());
    config.put("slot.name", settings.slot());
    config.put("heartbeat.interval.ms", Long.toString(settings.heartbeatMillis()));
    return config;
  }
}
