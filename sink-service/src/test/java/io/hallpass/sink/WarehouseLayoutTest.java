package io.hallpass.sink;

import static io.hallpass.sink.Vocabulary.CATALOGUE;
import static io.hallpass.sink.Vocabulary.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.runtime.topics.CanonicalKey;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stack.class)
class WarehouseLayoutTest {
  private static final CanonicalKey ANNA = key("test-person", 1, 1);
  private static final CanonicalKey BEN = key("test-person", 2, 2);

  private final ReleasedTopic topic = new ReleasedTopic(1);
  private TestDatabase database;

  @BeforeEach
  void database(TestDatabase fresh) {
    database = fresh;
  }

  private void deliver(String columns) {
    deliver(MiniWorker.config(database, "warehouse.columns", columns));
  }

  private void deliver(Map<String, String> config) {
    try (MiniWorker worker = new MiniWorker(config, topic, CATALOGUE).start()) {
      worker.drain();
    }
  }

  private String columns(String table) {
    return String.join(
        ", ",
        database.rows(
            "SELECT attname || ' ' || format_type(atttypid, atttypmod)"
                + " || ' ' || col_description(attrelid, attnum) FROM pg_attribute"
                + " WHERE attrelid = '"
                + table
                + "'::regclass AND attnum > 0 ORDER BY attnum"));
  }

  @Test
  void eachEntityIsATableAndEachColumnSaysItsCategory() {
    deliver(Vocabulary.ALL_COLUMNS);

    assertThat(columns("acme.test_person"))
        .isEqualTo(
            "student_id uuid KEY, record_id uuid KEY, given_name text NAME,"
                + " birth_date date DEMOGRAPHIC, seen_at timestamp with time zone ATTENDANCE,"
                + " school_id uuid ENROLLMENT, absences integer ATTENDANCE,"
                + " points bigint ASSESSMENT, score double precision ASSESSMENT,"
                + " active boolean ENROLLMENT, grades text[] ENROLLMENT");
    assertThat(columns("acme.test_org")).isEqualTo("record_id uuid KEY, name text ORGANIZATION");
    assertThat(database.rows("SELECT obj_description('acme.test_org'::regclass)"))
        .containsExactly("A school's record.");
    assertThat(
            database.rows(
                "SELECT conrelid::regclass, pg_get_constraintdef(oid) FROM pg_constraint"
                    + " WHERE contype = 'p' AND connamespace = 'acme'::regnamespace ORDER BY 1"))
        .containsExactlyInAnyOrder(
            "acme.test_person|PRIMARY KEY (student_id, record_id)",
            "acme.test_org|PRIMARY KEY (record_id)",
            "acme.discipline_incident|PRIMARY KEY (student_id, record_id)");
  }

  @Test
  void onlyWhatIsConfiguredIsThere() {
    deliver("test-person.givenName,test-org");

    assertThat(columns("acme.test_person"))
        .isEqualTo("student_id uuid KEY, record_id uuid KEY, given_name text NAME");
    assertThat(columns("acme.test_org")).isEqualTo("record_id uuid KEY");
    assertThat(database.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'acme'"))
        .containsExactlyInAnyOrder("test_person", "test_org");
  }

  @Test
  void tablesOfKeysAloneAreDelivered() {
    topic.write(key("test-org", 0, 7), Map.of());
    topic.write(key("test-org", 0, 7), Map.of());

    deliver("test-org");

    assertThat(database.rows("SELECT record_id FROM acme.test_org"))
        .containsExactly(Vocabulary.id("record", 7).toString());
  }

  @Test
  void columnsAreAddedAndWhatWasDeliveredStays() {
    topic.write(ANNA, Map.of("givenName", "Anna"));
    deliver("test-person.givenName");
    topic.write(BEN, Map.of("givenName", "Ben", "absences", 2));

    deliver("test-person.givenName,test-person.absences");

    assertThat(database.rows("SELECT given_name, absences FROM acme.test_person ORDER BY 1"))
        .containsExactly("Anna|", "Ben|2");
  }

  @Test
  void aColumnThatIsNoLongerConfiguredStaysAndIsEmptied() {
    topic.write(ANNA, Map.of("givenName", "Anna", "absences", 2));
    topic.write(BEN, Map.of("givenName", "Ben", "absences", 3));
    deliver("test-person.givenName,test-person.absences");
    topic.write(ANNA, Map.of("givenName", "Anna"));

    deliver("test-person.givenName");

    assertThat(database.rows("SELECT given_name, absences FROM acme.test_person ORDER BY 1"))
        .containsExactly("Anna|", "Ben|3");
  }

  @Test
  void aTableThatIsNoLongerConfiguredStaysAndIsEmptied() {
    topic.write(key("test-org", 0, 7), Map.of("name", "Lincoln High"));
    topic.write(key("test-org", 0, 8), Map.of("name", "Roosevelt High"));
    deliver("test-person.givenName,test-org.name");
    topic.takeBack(key("test-org", 0, 7));

    deliver("test-person.givenName");

    assertThat(database.rows("SELECT name FROM acme.test_org")).containsExactly("Roosevelt High");
  }

  @Test
  void columnsOfTheRecipientsOwnAreLeftAlone() {
    deliver("test-org.name");
    database.run("ALTER TABLE acme.test_org ADD COLUMN note text DEFAULT 'mine'");
    topic.write(key("test-org", 0, 7), Map.of("name", "Lincoln High"));

    deliver("test-org.name");

    assertThat(database.rows("SELECT name, note FROM acme.test_org"))
        .containsExactly("Lincoln High|mine");
  }

  @Test
  void tablesThatCannotBeUsedAreNamedAllAtOnce() {
    database.run("CREATE SCHEMA acme");
    database.run("CREATE TABLE acme.test_org (record_id uuid, name text)");
    database.run(
        "CREATE TABLE acme.test_person (student_id uuid, record_id uuid, given_name varchar(5),"
            + " PRIMARY KEY (student_id, record_id))");

    assertThatThrownBy(() -> deliver("test-org.name,test-person.givenName"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("acme.test_org has the primary key [] where [record_id] is needed")
        .hasMessageContaining("given_name is of type character varying(5) where text is needed");
    assertThat(database.rows("SELECT nspname FROM pg_namespace WHERE nspname = 'hallpass'"))
        .isEmpty();
  }

  @Test
  void onceTheTablesAreThereNoRightToCreateIsNeeded() {
    deliver("test-org.name");
    String role = "clerk_" + database.value("SELECT current_database()");
    database.run("CREATE ROLE " + role + " LOGIN");
    database.run("GRANT USAGE ON SCHEMA acme, hallpass TO " + role);
    database.run("GRANT ALL ON ALL TABLES IN SCHEMA acme, hallpass TO " + role);
    topic.write(key("test-org", 0, 7), Map.of("name", "Lincoln High"));
    Map<String, String> config = MiniWorker.config(database, "warehouse.columns", "test-org.name");
    config.put("warehouse.jdbc.url", database.url().replace("user=postgres", "user=" + role));
    config.put("warehouse.user", role);

    deliver(config);

    assertThat(database.rows("SELECT name FROM acme.test_org")).containsExactly("Lincoln High");
  }
}
