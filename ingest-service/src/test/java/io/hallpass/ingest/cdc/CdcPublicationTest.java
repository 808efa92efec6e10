package io.hallpass.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.runtime.config.ConfigException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CdcPublicationTest {
  private static VendorDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = new VendorDatabase();
    database.run(
        "CREATE SCHEMA sis",
        "CREATE TABLE sis.pupils (id int PRIMARY KEY, name text, ssn text)",
        "CREATE TABLE sis.visits (id int, day date, note text, PRIMARY KEY (id, day))",
        "CREATE TABLE sis.loose (id int, name text, ssn text)",
        "CREATE VIEW sis.view AS SELECT 1 AS id");
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  @Test
  void publishesMappedTablesAndColumnsAndWhatIdentifiesARow() throws Exception {
    PostgresCdcSettings settings =
        database.settings(
            "made",
            table("pupils", false, "name"),
            CapturedTable.of("visits", "sis.visits", List.of("id", "day"), List.of("note"), false));

    apply(settings);

    assertThat(published("hallpass_everett_made"))
        .containsExactly("sis.pupils id,name", "sis.visits day,id,note");
  }

  @Test
  void doesNothingWhereNothingChangedAndOnlyWhatChangedOtherwise() throws Exception {
    PostgresCdcSettings settings = database.settings("again", table("pupils", false, "name"));
    apply(settings);
    assertThat(apply(settings)).isEmpty();

    List<String> run = apply(database.settings("again", table("pupils", false, "ssn")));

    assertThat(run).hasSize(1).allMatch(sql -> sql.startsWith("ALTER PUBLICATION"));
    assertThat(published("hallpass_everett_again")).containsExactly("sis.pupils id,ssn");
  }

  @Test
  void saysEveryProblemAtOnce() {
    PostgresCdcSettings settings =
        database.settings(
            "wrong",
            table("pupils", false, "name", "shoe_size"),
            CapturedTable.of("visits", "sis.visits", List.of("note"), List.of(), false),
            table("loose", false, "name"),
            table("view", false, "id"),
            table("nowhere", false, "x"));

    assertThatThrownBy(() -> apply(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(
            "column sis.pupils.shoe_size does not exist",
            "table sis.visits: key [note] must be of the columns that identify a row, [day, id]",
            "table sis.loose has no primary key",
            "ALTER TABLE \"sis\".\"loose\" REPLICA IDENTITY FULL",
            "table sis.view does not exist",
            "table sis.nowhere does not exist");
  }

  @Test
  void aKeyThatIsOnlyAPartOfThePrimaryKeyIsRefusedSinceRowsWouldBecomeOne() throws Exception {
    database.run(
        "CREATE TABLE sis.whole (id int, day date, note text, PRIMARY KEY (id, day))",
        "ALTER TABLE sis.whole REPLICA IDENTITY FULL",
        "CREATE TABLE sis.chosen (id int PRIMARY KEY, a int NOT NULL, b int NOT NULL)",
        "CREATE UNIQUE INDEX chosen_ab ON sis.chosen (a, b)",
        "ALTER TABLE sis.chosen REPLICA IDENTITY USING INDEX chosen_ab");
    PostgresCdcSettings settings =
        database.settings(
            "part",
            table("visits", false, "note"),
            table("whole", true, "note"),
            CapturedTable.of("chosen", "sis.chosen", List.of("a"), List.of(), false));

    assertThatThrownBy(() -> apply(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(
            "table sis.visits: key [id] is only a part of the columns that tell its rows apart, [day, id]",
            "table sis.whole: key [id] is only a part",
            "table sis.chosen: key [a] is only a part of the columns that tell its rows apart, [a, b]");
  }

  @Test
  void theKeyMayBeWiderThanThePrimaryKeyWhereTheIdentityIsFull() throws Exception {
    database.run(
        "CREATE TABLE sis.wide (id int PRIMARY KEY, day date, note text)",
        "ALTER TABLE sis.wide REPLICA IDENTITY FULL");
    CapturedTable wide =
        CapturedTable.of("wide", "sis.wide", List.of("id", "day"), List.of("note"), true);

    assertThat(apply(database.settings("wide", wide))).hasSize(1);
  }

  @Test
  void givesATableFullIdentityOnlyWhereToldTo() throws Exception {
    database.run("CREATE TABLE sis.told (id int, name text)");

    List<String> run = apply(database.settings("full", table("told", true, "name")));

    assertThat(run.get(0)).isEqualTo("ALTER TABLE \"sis\".\"told\" REPLICA IDENTITY FULL");
    assertThat(published("hallpass_everett_full")).containsExactly("sis.told *");
    assertThat(apply(database.settings("full", table("told", true, "name")))).isEmpty();
  }

  @Test
  void aTableWhoseUpdatesNameNoRowIsToldWhatItHas() throws Exception {
    database.run(
        "CREATE TABLE sis.nothing (id int PRIMARY KEY, name text)",
        "ALTER TABLE sis.nothing REPLICA IDENTITY NOTHING",
        "CREATE TABLE sis.indexed (id int NOT NULL, name text)",
        "CREATE UNIQUE INDEX indexed_id ON sis.indexed (id) INCLUDE (name)",
        "CREATE TABLE sis.nullable (id int UNIQUE, name text)",
        "CREATE TABLE sis.other (no int PRIMARY KEY, id int NOT NULL, name text)",
        "CREATE UNIQUE INDEX other_id ON sis.other (id)");
    PostgresCdcSettings settings =
        database.settings(
            "advice",
            table("nothing", false, "name"),
            table("indexed", false, "name"),
            table("nullable", false, "name"),
            table("other", false, "name"));

    assertThatThrownBy(() -> apply(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(
            "table sis.nothing has a primary key, but its REPLICA IDENTITY is another one",
            "ALTER TABLE \"sis\".\"nothing\" REPLICA IDENTITY DEFAULT",
            "table sis.indexed has no primary key",
            "ALTER TABLE \"sis\".\"indexed\" REPLICA IDENTITY USING INDEX \"indexed_id\"",
            "ALTER TABLE \"sis\".\"nullable\" REPLICA IDENTITY FULL",
            "ALTER TABLE \"sis\".\"other\" REPLICA IDENTITY USING INDEX \"other_id\"");
  }

  @Test
  void asksForTheLogToBeLogical() throws Exception {
    try (VendorDatabase other = new VendorDatabase("replica");
        Connection connection = other.connection()) {
      PostgresCdcSettings settings = other.settings("log", table("pupils", false, "name"));

      assertThatThrownBy(() -> CdcPublication.apply(connection, settings))
          .hasMessageContainingAll("wal_level must be logical", "table sis.pupils does not exist");
    }
  }

  private static CapturedTable table(String name, boolean full, String... columns) {
    return CapturedTable.of(name, "sis." + name, List.of("id"), List.of(columns), full);
  }

  private static List<String> apply(PostgresCdcSettings settings) throws Exception {
    try (Connection connection = database.connection()) {
      return CdcPublication.apply(connection, settings);
    }
  }

  private static List<String> published(String publication) throws Exception {
    List<String> tables = new ArrayList<>();
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT r.prrelid::regclass::text, coalesce((SELECT string_agg(a.attname::text,"
                    + " ',' ORDER BY a.attname) FROM pg_attribute a WHERE a.attrelid = r.prrelid"
                    + " AND a.attnum = ANY (r.prattrs)), '*') FROM pg_publication_rel r JOIN"
                    + " pg_publication p ON p.oid = r.prpubid WHERE p.pubname = '"
                    + publication
                    + "' ORDER BY 1")) {
      while (found.next()) {
        tables.add(found.getString(1) + " " + found.getString(2));
      }
    }
    return tables;
  }
}
