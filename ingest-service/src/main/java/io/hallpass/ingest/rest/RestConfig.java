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
import org.apache.kafka.connect.source.SourceConnector;

/** Settings of APIs from and to the keys that {@link RestKeys} defines. */
public final class RestConfig {
  /** Between two looks for changes, in milliseconds. */
  public static final long POLL_MILLIS = 300_000;

  /** Between two full passes, in milliseconds. */
  public static final long FULL_MILLIS = 86_400_000;

  private static final String CONSENTS = "consents";
  private static final Set<String> FIELDS =
      Set.of("name", "path", "key", "columns", "accept", CONSENTS);

  private RestConfig() {}

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
        values.getLong("full.interval.ms"),
        LossKeys.read(values));
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
      boolean consents = node.path(CONSENTS).asBoolean();
      if (node.has(CONSENTS) && !node.get(CONSENTS).isBoolean()) {
        problems.add(where + ": consents must be true or false");
      }
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
      resources.add(new RestResource(name, path, collected, accept, consents));
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
      if (resource.consents()) {
        node.put(CONSENTS, true);
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
    LossKeys.write(settings.loss(), config);
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
