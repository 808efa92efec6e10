package io.hallpass.cli.source;

import io.hallpass.ingest.cdc.CapturedTable;
import io.hallpass.ingest.cdc.CdcPublication;
import io.hallpass.ingest.cdc.PostgresCdcSettings;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.config.Problems;
import io.hallpass.runtime.config.YamlNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tables of a PostgreSQL database, captured as they change.
 *
 * @param connection to the vendor's database
 * @param tables resource to {@code schema.table}
 * @param fullReplicaIdentity resources whose tables may be set to REPLICA IDENTITY FULL
 */
record PostgresCdcSource(
    DatabaseConnection connection, Map<String, String> tables, Set<String> fullReplicaIdentity)
    implements SourceSettings {
  private static final String COLUMNS =
      "SELECT column_name FROM information_schema.columns"
          + " WHERE table_schema || '.' || table_name = ? ORDER BY ordinal_position";

  static final SourceKind KIND =
      new SourceKind() {
        @Override
        public String text() {
          return "postgres-cdc";
        }

        @Override
        public Set<String> required() {
          return Set.of("connection", "tables");
        }

        @Override
        public Set<String> optional() {
          return Set.of("replicaIdentity");
        }

        @Override
        public Optional<SourceSettings> read(Map<String, YamlNode> entries, Path dir) {
          Map<String, String> tables = tables(entries);
          Set<String> full = full(entries);
          return Optional.ofNullable(entries.get("connection"))
              .flatMap(node -> DatabaseConnection.read(node, dir))
              .map(connection -> new PostgresCdcSource(connection, tables, full));
        }
      };

  private static Map<String, String> tables(Map<String, YamlNode> entries) {
    Map<String, String> tables = new TreeMap<>();
    if (entries.containsKey("tables")) {
      entries
          .get("tables")
          .entries()
          .forEach(
              (resource, table) ->
                  table.text().ifPresent(name -> table(tables, resource, table, name)));
    }
    return tables;
  }

  private static void table(
      Map<String, String> tables, String resource, YamlNode place, String name) {
    if (name.split("\\.", -1).length != 2) {
      place.problem("must be schema.table");
    }
    tables.put(resource, name);
  }

  private static Set<String> full(Map<String, YamlNode> entries) {
    Set<String> full = new TreeSet<>();
    if (entries.containsKey("replicaIdentity")) {
      entries
          .get("replicaIdentity")
          .entries()
          .forEach(
              (resource, value) -> {
                if (value.text().orElse("").equals("full")) {
                  full.add(resource);
                } else {
                  value.problem("can only be 'full'");
                }
              });
    }
    return full;
  }

  @Override
  public void check(Source source, Mapping mapping, Problems problems) {
    Set<String> mapped =
        mapping.resources().stream().map(ResourceMapping::name).collect(Collectors.toSet());
    for (String resource : mapped) {
      if (!tables.containsKey(resource)) {
        problems.add(
            source.file(),
            0,
            "tables",
            "resource '" + resource + "' of the mapping has no table here");
      }
    }
    for (String resource : tables.keySet()) {
      if (!mapped.contains(resource)) {
        problems.add(
            source.file(),
            0,
            "tables." + resource,
            "is no resource of the mapping; it has " + mapped);
      }
    }
    for (String resource : fullReplicaIdentity) {
      if (!tables.containsKey(resource)) {
        problems.add(
            source.file(), 0, "replicaIdentity." + resource, "is no resource with a table here");
      }
    }
  }

  @Override
  public Optional<Map<String, String>> connector(Place place, Source source, Mapping mapping) {
    return Optional.of(settings(place, source, mapping).connectorConfig());
  }

  private PostgresCdcSettings settings(Place place, Source source, Mapping mapping) {
    List<CapturedTable> captured =
        mapping.resources().stream()
            .map(
                resource ->
                    CapturedTable.of(
                        resource.name(),
                        tables.get(resource.name()),
                        resource.key(),
                        resource.columns(),
                        fullReplicaIdentity.contains(resource.name())))
            .toList();
    return PostgresCdcSettings.of(
            place.district(), source.name(), place.partitions(), connection.database(), captured)
        .withConsents(
            mapping.resources().stream()
                .filter(ResourceMapping::emitsConsents)
                .map(ResourceMapping::name)
                .collect(Collectors.toSet()));
  }

  @Override
  public Optional<Map<String, List<String>>> columns(
      Place place, Source source, Mapping mapping, List<String> problems) {
    Map<String, List<String>> columns = new TreeMap<>();
    try (Connection database = connection.connect();
        PreparedStatement look = database.prepareStatement(COLUMNS)) {
      for (Map.Entry<String, String> table : tables.entrySet()) {
        look.setString(1, table.getValue());
        List<String> names = new ArrayList<>();
        try (ResultSet found = look.executeQuery()) {
          while (found.next()) {
            names.add(found.getString(1));
          }
        }
        if (!names.isEmpty()) {
          columns.put(table.getKey(), names);
        }
      }
    } catch (ConfigException e) {
      problems.addAll(e.problems());
    } catch (SQLException e) {
      problems.add("connection: " + connection.unreachable(e));
    }
    return Optional.of(columns);
  }

  /** What would make the publication right. */
  @Override
  public List<String> preparation(
      Place place, Source source, Mapping mapping, List<String> problems) {
    try (Connection database = connection.connect()) {
      return CdcPublication.statements(database, settings(place, source, mapping));
    } catch (ConfigException e) {
      problems.addAll(e.problems());
    } catch (SQLException e) {
      problems.add("connection: " + connection.unreachable(e));
    }
    return List.of();
  }

  @Override
  public void prepare(Place place, Source source, Mapping mapping) {
    try (Connection database = connection.connect()) {
      CdcPublication.apply(database, settings(place, source, mapping));
    } catch (SQLException e) {
      throw new ConfigException(List.of(source.file() + ": " + connection.unreachable(e)));
    }
  }
}
