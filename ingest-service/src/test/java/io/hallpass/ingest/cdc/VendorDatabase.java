package io.hallpass.ingest.cdc;

import io.hallpass.ingest.VendorPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A real PostgreSQL, as a vendor runs it. */
final class VendorDatabase implements AutoCloseable {
  private final EmbeddedPostgres server;

  VendorDatabase() throws IOException {
    this("logical");
  }

  VendorDatabase(String walLevel) throws IOException {
    this(walLevel, Map.of());
  }

  VendorDatabase(String walLevel, Map<String, String> more) throws IOException {
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("wal_level", walLevel);
    settings.put("max_replication_slots", "20");
    settings.put("max_wal_senders", "20");
    server = VendorPostgres.start(settings);
  }

  void run(String... statements) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Drops these slots, as soon as the server has noticed that who read them has gone. */
  void dropSlots(String like) throws SQLException {
    run(
        "DO $$ DECLARE slot record; BEGIN FOR slot IN SELECT slot_name FROM pg_replication_slots"
            + " WHERE slot_name LIKE '"
            + like
            + "' LOOP LOOP BEGIN PERFORM pg_drop_replication_slot(slot.slot_name); EXIT;"
            + " EXCEPTION WHEN object_in_use THEN PERFORM pg_sleep(0.02); END; END LOOP;"
            + " END LOOP; END $$");
  }

  Connection connection() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  PostgresCdcSettings settings(String source, CapturedTable... tables) {
    return PostgresCdcSettings.of(
        "everett",
        source,
        2,
        new PostgresCdcSettings.Database(
            "localhost", server.getPort(), "postgres", "postgres", "postgres", "disable", ""),
        List.of(tables));
  }

  /** The same settings with another user, who has the same password. */
  PostgresCdcSettings as(String user, PostgresCdcSettings settings) {
    return with(user, "disable", "", settings);
  }

  /** The same settings with another protection of the connection. */
  PostgresCdcSettings with(String sslMode, String sslRootCert, PostgresCdcSettings settings) {
    return with(settings.database().user(), sslMode, sslRootCert, settings);
  }

  private PostgresCdcSettings with(
      String user, String sslMode, String sslRootCert, PostgresCdcSettings settings) {
    PostgresCdcSettings.Database database = settings.database();
    return PostgresCdcSettings.of(
        settings.district(),
        settings.source(),
        settings.partitions(),
        new PostgresCdcSettings.Database(
            database.host(),
            database.port(),
            database.name(),
            user,
            database.password(),
            sslMode,
            sslRootCert),
        settings.tables());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
