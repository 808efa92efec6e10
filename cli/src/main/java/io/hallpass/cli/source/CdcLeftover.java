package io.hallpass.cli.source;

import io.hallpass.ingest.cdc.CdcRemoval;
import io.hallpass.ingest.cdc.PostgresCdcSettings;
import io.hallpass.ingest.cdc.PostgresCdcSettings.Database;
import io.hallpass.ingest.cdc.PostgresCdcSourceConnector;
import io.hallpass.runtime.config.ConfigException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a connector that follows a database leaves there when it goes: a replication slot, for which
 * the vendor's server keeps its log until the disk is full, and a publication. Only the connector's
 * own configuration still says where.
 */
public record CdcLeftover(Database database, String slot, String publication) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What this connector would leave; empty where it follows no database. */
  public static Optional<CdcLeftover> of(Map<String, String> connector) {
    if (!PostgresCdcSourceConnector.class.getName().equals(connector.get("connector.class"))) {
      return Optional.empty();
    }
    // Not read as strictly as a new configuration: whatever a version wrote, its slot has to go.
    String byDefault =
        PostgresCdcSettings.objectName(
            connector.getOrDefault("district", ""), connector.getOrDefault("source", ""));
    return Optional.of(
        new CdcLeftover(
            new Database(
                connector.getOrDefault("database.hostname", ""),
                Integer.parseInt(connector.getOrDefault("database.port", "5432")),
                connector.getOrDefault("database.dbname", ""),
                connector.getOrDefault("database.user", ""),
                connector.getOrDefault("database.password", ""),
                connector.getOrDefault("database.sslmode", "require"),
                connector.getOrDefault("database.sslrootcert", "")),
            connector.getOrDefault("slot.name", byDefault),
            connector.getOrDefault("publication.name", byDefault)));
  }

  /** Whether both are in the same place, so that one goes on with what the other left. */
  public boolean sameAs(CdcLeftover other) {
    return where().equals(other.where())
        && slot.equals(other.slot)
        && publication.equals(other.publication);
  }

  /** {@code host:port/database}. */
  public String where() {
    return connection().where();
  }

  /** The statements that take it away. */
  public List<String> statements() {
    return CdcRemoval.statements(slot, publication);
  }

  /**
   * Takes it away, once the connector has let go of it.
   *
   * @return why that was not possible; empty where it was
   */
  public Optional<String> remove() {
    try (Connection vendors = connection().connect()) {
      CdcRemoval.run(vendors, statements(), PATIENCE);
      return Optional.empty();
    } catch (ConfigException e) {
      return Optional.of(e.getMessage());
    } catch (SQLException e) {
      return Optional.of(connection().unreachable(e));
    }
  }

  private DatabaseConnection connection() {
    return new DatabaseConnection(database);
  }
}
