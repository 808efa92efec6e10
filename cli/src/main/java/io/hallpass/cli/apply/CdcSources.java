package io.hallpass.cli.apply;

import io.hallpass.cli.district.District;
import io.hallpass.cli.district.Source;
import io.hallpass.cli.district.SourceKind;
import io.hallpass.ingest.cdc.CapturedTable;
import io.hallpass.ingest.cdc.CdcPublication;
import io.hallpass.ingest.cdc.PostgresCdcSettings;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.config.References;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sources of kind {@code postgres-cdc}: their connectors' settings and the publications in vendors'
 * databases.
 */
final class CdcSources {
  private static final String SSL = "prefer";

  private CdcSources() {}

  /** What the connector of a source needs to know. */
  static PostgresCdcSettings settings(District district, Source source, Mapping mapping) {
    Source.Connection to = source.connection().orElseThrow();
    List<CapturedTable> tables =
        mapping.resources().stream()
            .map(
                resource ->
                    CapturedTable.of(
                        resource.name(),
                        source.tables().get(resource.name()),
                        resource.key(),
                        resource.columns(),
                        source.fullReplicaIdentity().contains(resource.name())))
            .toList();
    return PostgresCdcSettings.of(
        district.name(),
        source.name(),
        district.partitions(),
        new PostgresCdcSettings.Database(
            to.host(), to.port(), to.database(), to.user(), to.password(), SSL),
        tables);
  }

  /**
   * The statements that would make each source's publication right; what stands in the way goes to
   * {@code problems}.
   */
  static Map<String, List<String>> publications(
      District district, Map<String, Mapping> mappings, List<String> problems) {
    Map<String, List<String>> statements = new TreeMap<>();
    for (Source source : captured(district)) {
      try (Connection connection = connect(source)) {
        List<String> needed =
            CdcPublication.statements(
                connection, settings(district, source, mappings.get(source.name())));
        if (!needed.isEmpty()) {
          statements.put(source.name(), needed);
        }
      } catch (ConfigException e) {
        e.problems()
            .forEach(problem -> problems.add("sources/" + source.name() + ".yaml: " + problem));
      } catch (SQLException e) {
        problems.add("sources/" + source.name() + ".yaml: connection: " + unreachable(source, e));
      }
    }
    return statements;
  }

  /** Makes the publications of these sources right. */
  static void publish(District district, Map<String, Mapping> mappings, Collection<String> names) {
    for (Source source : captured(district)) {
      if (names.contains(source.name())) {
        try (Connection connection = connect(source)) {
          CdcPublication.apply(connection, settings(district, source, mappings.get(source.name())));
        } catch (SQLException e) {
          throw new ConfigException(
              List.of("sources/" + source.name() + ".yaml: " + unreachable(source, e)));
        }
      }
    }
  }

  private static List<Source> captured(District district) {
    return district.sources().stream()
        .filter(source -> source.kind() == SourceKind.POSTGRES_CDC)
        .toList();
  }

  private static Connection connect(Source source) throws SQLException {
    Source.Connection to = source.connection().orElseThrow();
    Optional<String> password = References.ofProcess().resolve(to.password());
    if (password.isEmpty()) {
      throw new ConfigException(
          List.of("connection.password: " + to.password() + " cannot be resolved here"));
    }
    DriverManager.setLoginTimeout(10);
    return DriverManager.getConnection(to.jdbcUrl(), to.user(), password.get());
  }

  /** The server's own words could repeat what was sent to it; its SQLSTATE cannot. */
  private static String unreachable(Source source, SQLException e) {
    Source.Connection to = source.connection().orElseThrow();
    String where = to.host() + ":" + to.port() + "/" + to.database();
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.startsWith("28")) {
      return where + " refuses user '" + to.user() + "' with this password";
    }
    if (state.startsWith("3D")) {
      return where + ": there is no such database";
    }
    if (state.startsWith("08")) {
      return where + " cannot be reached";
    }
    return where + " refused (SQLSTATE " + state + ")";
  }
}
