package io.hallpass.ingest.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.ingest.connect.ConnectorConfigs;
import io.hallpass.ingest.connect.ResourceList;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.ingest.tree.TreeRows;
import io.hallpass.runtime.config.ConfigException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.source.SourceConnector;

/** The keys that connectors of APIs share: their definition, and settings from and to them. */
public final class RestConfig {
  /** Between two looks for changes, in milliseconds. */
  public static final long POLL_MILLIS = 300_000;

  /** Between two full passes, in milliseconds. */
  public static final long FULL_MILLIS = 86_400_000;

  private static final long LONGEST = 31_536_000_000L;
  private static final Set<String> FIELDS = Set.of("name", "path", "key", "columns", "accept");

  private RestConfig() {}

  /**
   * The shared keys.
   *
   * @param pageSize how many rows a page has by default
   */
  public static ConfigDef definition(int pageSize) {
    ConfigDef.NonEmptyString given = new ConfigDef.NonEmptyString();
    Http http = Http.DEFAULT;
    return ConnectorConfigs.common()
        .define(
            "url",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            given,
            Importance.HIGH,
            "Where the API begins.")
        .define(
            "token.url",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            given,
            Importance.HIGH,
            "Where access tokens come from (OAuth 2, client credentials).")
        .define(
            "client.id",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            given,
            Importance.HIGH,
            "The client id, in Ed-Fi the key.")
        .define(
            "client.secret",
            Type.PASSWORD,
            ConfigDef.NO_DEFAULT_VALUE,
            Importance.HIGH,
            "The client secret, as a reference: `${env:NAME}` or `${file:PATH:KEY}`.")
        .define(
            "token.scope",
            Type.STRING,
            "",
            Importance.MEDIUM,
            "The scopes to ask for, blanks between.")
        .define(
            "client.credentials.in",
            Type.STRING,
            "header",
            ConfigDef.ValidString.in("header", "body"),
            Importance.LOW,
            "Whether id and secret are sent in a Basic header or as form fields.")
        .define(
            "resources",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Importance.HIGH,
            "JSON: for each resource its `name`, its `path` below the API's address, the `key`"
                + " columns, the collected `columns`, and a media type to `accept` where it is not"
                + " application/json. A column is a path: `school/sourcedId`. Read in this order."
                + " What is not listed is never sent.")
        .define(
            "page.size",
            Type.INT,
            pageSize,
            Range.between(1, 10_000),
            Importance.MEDIUM,
            "How many rows to ask for at a time. Halved as long as the server refuses it.")
        .define(
            "poll.interval.ms",
            Type.LONG,
            POLL_MILLIS,
            Range.between(10, LONGEST),
            Importance.MEDIUM,
            "Milliseconds between two looks for changes.")
        .define(
            "full.interval.ms",
            Type.LONG,
            FULL_MILLIS,
            Range.between(10, LONGEST),
            Importance.MEDIUM,
            "Milliseconds after which everything is read again, whatever changed: rows that are"
                + " gone are found then.")
        .define(
            "allow.http",
            Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether an address may begin with http:// although it is not on this machine.")
        .define(
            "connect.timeout.ms",
            Type.LONG,
            http.connectMillis(),
            Range.between(1, 600_000),
            Importance.LOW,
            "Milliseconds that a connection may take.")
        .define(
            "answer.timeout.ms",
            Type.LONG,
            http.answerMillis(),
            Range.between(1, 3_600_000),
            Importance.LOW,
            "Milliseconds that an answer may take, its body included.")
        .define(
            "answer.max.bytes",
            Type.INT,
            http.mostBytes(),
            Range.between(1_000, 1_000_000_000),
            Importance.LOW,
            "The longest answer that is read; for a longer one fewer rows are asked for.")
        .define(
            "attempts",
            Type.INT,
            http.attempts(),
            Range.between(1, 100),
            Importance.LOW,
            "How often a request is made that meets no server, a busy one (429) or one in trouble"
                + " (5xx), before it is left to the next look.")
        .define(
            "backoff.ms",
            Type.LONG,
            http.backoffMillis(),
            Range.between(1, 3_600_000),
            Importance.LOW,
            "Milliseconds before the second attempt, doubled for each further one.")
        .define(
            "backoff.max.ms",
            Type.LONG,
            http.longestWaitMillis(),
            Range.between(1, 3_600_000),
            Importance.LOW,
            "The longest wait between two attempts, also where `Retry-After` asks for a longer"
                + " one.");
  }

  /**
   * Reads the shared settings; what is wrong goes to {@code problems}.
   *
   * @param values checked against a definition that has the shared keys
   */
  public static RestSettings read(AbstractConfig values, List<String> problems) {
    Http http =
        new Http(
            values.getBoolean("allow.http"),
            values.getLong("connect.timeout.ms"),
            values.getLong("answer.timeout.ms"),
            values.getInt("attempts"),
            values.getLong("backoff.ms"),
            values.getLong("backoff.max.ms"),
            values.getInt("answer.max.bytes"));
    for (String key : List.of("url", "token.url")) {
      http.problem(values.getString(key)).ifPresent(what -> problems.add(key + " " + what));
    }
    Credentials credentials =
        new Credentials(
            values.getString("token.url"),
            values.getString("client.id"),
            values.getPassword("client.secret").value(),
            values.getString("token.scope"),
            values.getString("client.credentials.in").equals("body"));
    return new RestSettings(
        values.getString("district"),
        values.getString("source"),
        values.getInt("partitions"),
        values.getString("url"),
        credentials,
        http,
        resources(values.getString("resources"), problems),
        values.getInt("page.size"),
        values.getLong("poll.interval.ms"),
        values.getLong("full.interval.ms"));
  }

  /**
   * A configuration's values.
   *
   * @throws ConfigException with every problem that is seen key by key
   */
  public static AbstractConfig values(ConfigDef definition, Map<String, String> config) {
    List<String> problems = ConnectorConfigs.problems(definition, config);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new AbstractConfig(definition, config, false);
  }

  private static List<RestResource> resources(String json, List<String> problems) {
    ResourceList list = new ResourceList("resources", FIELDS, problems);
    List<RestResource> resources = new ArrayList<>();
    List<JsonNode> nodes = list.read(json);
    for (int i = 0; i < nodes.size(); i++) {
      String where = list.where(i);
      JsonNode node = nodes.get(i);
      String name = list.text(node, "name", where);
      String path = list.text(node, "path", where);
      List<String> key = list.texts(node, "key", where);
      List<String> columns = list.texts(node, "columns", where);
      String accept = node.has("accept") ? list.text(node, "accept", where) : RestResource.JSON;
      if (!relative(path)) {
        problems.add(where + ": path must be a path below url, such as users");
      }
      if (!accept.matches("[a-zA-Z0-9!#$&^_.+/-]+")) {
        problems.add(where + ": accept must be a media type");
      }
      List<String> wrong = RowColumns.problems(where, key, columns);
      problems.addAll(wrong);
      RowColumns collected = new RowColumns(key, columns);
      if (wrong.isEmpty()) {
        problems.addAll(TreeRows.problems(where, collected));
      }
      resources.add(new RestResource(name, path, collected, accept));
    }
    problems.addAll(
        ConnectorConfigs.nameProblems(resources.stream().map(RestResource::name).toList()));
    return resources;
  }

  private static boolean relative(String path) {
    try {
      URI uri = URI.create(path);
      return !uri.isAbsolute()
          && uri.getRawAuthority() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && !path.startsWith("/");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The configuration that {@link #read} reads back. */
  public static Map<String, String> write(
      Class<? extends SourceConnector> connector, RestSettings settings) {
    Map<String, String> config =
        new TreeMap<>(
            ConnectorConfigs.base(
                connector,
                settings.connectorName(),
                settings.district(),
                settings.source(),
                settings.partitions()));
    ArrayNode resources = ResourceList.array();
    for (RestResource resource : settings.resources()) {
      ObjectNode node = resources.addObject();
      node.put("name", resource.name()).put("path", resource.path());
      ResourceList.put(node, "key", resource.columns().key());
      ResourceList.put(node, "columns", resource.columns().columns());
      if (!resource.accept().equals(RestResource.JSON)) {
        node.put("accept", resource.accept());
      }
    }
    Credentials credentials = settings.credentials();
    Http http = settings.http();
    // A transaction for every page would cost more than the rows in it.
    config.put("transaction.boundary", "interval");
    config.put("transaction.boundary.interval.ms", "500");
    config.put("resources", resources.toString());
    config.put("url", settings.url());
    config.put("token.url", credentials.tokenUrl());
    config.put("client.id", credentials.clientId());
    config.put("client.secret", credentials.secret());
    config.put("token.scope", credentials.scope());
    config.put("client.credentials.in", credentials.inBody() ? "body" : "header");
    config.put("page.size", Integer.toString(settings.pageSize()));
    config.put("poll.interval.ms", Long.toString(settings.pollMillis()));
    config.put("full.interval.ms", Long.toString(settings.fullMillis()));
    config.put("allow.http", Boolean.toString(http.allowHttp()));
    config.put("connect.timeout.ms", Long.toString(http.connectMillis()));
    config.put("answer.timeout.ms", Long.toString(http.answerMillis()));
    config.put("answer.max.bytes", Integer.toString(http.mostBytes()));
    config.put("attempts", Integer.toString(http.attempts()));
    config.put("backoff.ms", Long.toString(http.backoffMillis()));
    config.put("backoff.max.ms", Long.toString(http.longestWaitMillis()));
    return config;
  }
}
