package io.hallpass.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The connection to a vendor's database, with a server that has a certificate and one that has
 * none.
 */
class EncryptedConnectionTest {
  private static final CapturedTable PUPILS =
      CapturedTable.of("pupils", "pupils", List.of("id"), List.of("name"), false);

  @TempDir private static Path dir;
  private static ServerCertificate ours;
  private static ServerCertificate anothers;
  private static VendorDatabase database;

  @BeforeAll
  static void start() throws Exception {
    ours = ServerCertificate.make(dir, "ours");
    anothers = ServerCertificate.make(dir, "anothers");
    database =
        new VendorDatabase(
            "logical",
            Map.of(
                "ssl", "on",
                "ssl_cert_file", ours.certificate().toString(),
                "ssl_key_file", ours.key().toString()));
    database.run("CREATE TABLE pupils (id int PRIMARY KEY, name text)");
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  @Test
  void aServerWhoseCertificateIsTrustedIsFollowedWithEncryption() throws Exception {
    try (CdcRun run = new CdcRun(database, settings("verify-full", ours))) {
      run.untilMarkers("everett.raw.sis.pupils");
      run.until(records -> followers("ssl") == 1);

      assertThat(followers("NOT ssl")).isZero();
    }
  }

  @Test
  void anotherServersCertificateIsNotTrusted() {
    assertThatThrownBy(() -> new Slots(settings("verify-full", anothers)).close())
        .isInstanceOf(SQLException.class);
  }

  @Test
  void aServerThatOffersNoEncryptionIsNotSpokenToWhereItIsDemanded() throws Exception {
    try (VendorDatabase plain = new VendorDatabase()) {
      PostgresCdcSettings required = plain.with("require", "", plain.settings("sis", PUPILS));
      PostgresCdcSettings preferred = plain.with("prefer", "", plain.settings("sis", PUPILS));
      new Slots(preferred).close();

      assertThatThrownBy(() -> new Slots(required).close())
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08004"));
    }
  }

  private static PostgresCdcSettings settings(String sslMode, ServerCertificate trusted) {
    return database.with(
        sslMode, trusted.certificate().toString(), database.settings("sis", PUPILS));
  }

  private static long followers(String condition) {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                    + " WHERE backend_type = 'walsender' AND "
                    + condition)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
