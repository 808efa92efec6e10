package io.hallpass.sink;

import static io.hallpass.sink.Vocabulary.CATALOGUE;
import static io.hallpass.sink.Vocabulary.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.runtime.topics.CanonicalKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stack.class)
class DeliveryTest {
  private static final CanonicalKey ANNA = key("test-person", 1, 1);
  private static final CanonicalKey BEN = key("test-person", 2, 2);

  private final ReleasedTopic topic = new ReleasedTopic(3);
  private TestDatabase database;

  @BeforeEach
  void database(TestDatabase fresh) {
    database = fresh;
  }

  private void deliver() {
    try (MiniWorker worker = worker()) {
      worker.drain();
    }
  }

  private MiniWorker worker() {
    return new MiniWorker(MiniWorker.config(database), topic, CATALOGUE).start();
  }

  private List<String> names() {
    return database.rows("SELECT given_name FROM acme.test_person ORDER BY 1");
  }

  @Test
  void everyTypeArrivesAsItWas() {
    topic.write(
        ANNA,
        Map.of(
            "givenName",
            "Zoë \uD83D\uDE80",
            "birthDate",
            (int) LocalDate.of(1999, 12, 31).toEpochDay(),
            "seenAt",
            Instant.parse("1969-07-20T20:17:40.123Z").toEpochMilli(),
            "schoolId",
            Vocabulary.id("record", 7).toString(),
            "absences",
            -3,
            "points",
            Long.MIN_VALUE,
            "score",
            -0.125,
            "active",
            true,
            "grades",
            List.of("KG", "", "\"1,2\"")));

    deliver();

    assertThat(
            database.rows(
                "SELECT student_id, record_id, given_name, birth_date, seen_at, school_id, absences,"
                    + " points, score, active, grades FROM acme.test_person"))
        .containsExactly(
            Vocabulary.id("student", 1)
                + "|"
                + Vocabulary.id("record", 1)
                + "|Zoë \uD83D\uDE80|1999-12-31|1969-07-20 20:17:40.123+00|"
                + Vocabulary.id("record", 7)
                + "|-3|-9223372036854775808|-0.125|t|{KG,\"\",\"\\\"1,2\\\"\"}");
  }

  @Test
  void emptyListsAndNullsStayApart() {
    topic.write(ANNA, Map.of("grades", List.of()));
    topic.write(BEN, Map.of());

    deliver();

    assertThat(
            database.rows(
                "SELECT grades, grades IS NULL FROM acme.test_person ORDER BY grades IS NULL"))
        .containsExactly("{}|f", "|t");
  }

  @Test
  void charactersThatPostgresCannotStoreAreLeftOut() {
    topic.write(ANNA, Map.of("givenName", "An\0na\0", "grades", List.of("\0", "0\0001")));

    deliver();

    assertThat(database.rows("SELECT given_name, grades FROM acme.test_person"))
        .containsExactly("Anna|{\"\",01}");
  }

  @Test
  void theLastWriteOfAKeyWinsWithinABatch() {
    topic.write(ANNA, Map.of("givenName", "Ann", "absences", 1));
    topic.write(ANNA, Map.of("givenName", "Anna"));
    topic.write(BEN, Map.of("givenName", "Ben"));
    topic.takeBack(BEN);

    deliver();

    assertThat(database.rows("SELECT given_name, absences FROM acme.test_person"))
        .containsExactly("Anna|");
  }

  @Test
  void tombstonesDeleteAndLaterRecordsUpdate() {
    topic.write(ANNA, Map.of("givenName", "Anna", "absences", 4));
    topic.write(BEN, Map.of("givenName", "Ben"));
    topic.write(key("test-org", 0, 7), Map.of("name", "Lincoln High"));
    deliver();

    topic.write(ANNA, Map.of("givenName", "Annabel"));
    topic.takeBack(BEN);
    topic.takeBack(key("test-org", 0, 7));
    topic.takeBack(key("test-org", 0, 8));
    deliver();

    assertThat(database.rows("SELECT given_name, absences FROM acme.test_person"))
        .containsExactly("Annabel|");
    assertThat(database.rows("SELECT * FROM acme.test_org")).isEmpty();
  }

  @Test
  void aSecondTaskDeliversNothingTwice() {
    topic.write(ANNA, Map.of("givenName", "Anna"));
    deliver();
    String written = database.value("SELECT xmin FROM acme.test_person");

    topic.reported.clear();
    deliver();

    assertThat(database.value("SELECT xmin FROM acme.test_person")).isEqualTo(written);
  }

  @Test
  void anOlderWriterIsUnderstood() {
    String older =
        Vocabulary.ORG.replace(
            "{\"name\": \"name\"",
            "{\"name\": \"motto\", \"type\": [\"string\", \"null\"]}, {\"name\": \"name\"");
    CanonicalKey org = key("test-org", 0, 7);
    topic.schemas.idOf(Vocabulary.schema("test-org"));
    Schema schema = new Schema.Parser().parse(older);
    topic.write(org, Vocabulary.record(schema, org, Map.of("name", "Lincoln High")));

    deliver();

    assertThat(database.rows("SELECT name FROM acme.test_org")).containsExactly("Lincoln High");
  }

  @Test
  void aValueWithoutAColumnStopsTheTaskAndIsNotRepeated() {
    topic.write(key("discipline-incident", 1, 9), Map.of("severity", "canary-4711"));
    MiniWorker worker =
        new MiniWorker(
                MiniWorker.config(
                    database, "warehouse.columns", "test-person.givenName,discipline-incident"),
                topic,
                CATALOGUE)
            .start();

    assertThatThrownBy(() -> worker.poll(10))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("discipline-incident.severity")
        .hasMessageContaining("offset 0")
        .hasMessageNotContaining("canary")
        .hasNoCause();
    assertThat(database.rows("SELECT * FROM acme.discipline_incident")).isEmpty();
  }

  @Test
  void aFieldOfALaterVocabularyStopsTheTaskOnlyWhereItHasAValue() {
    Schema schema =
        new Schema.Parser()
            .parse(
                Vocabulary.ORG.replaceFirst(
                    "\\s*\\]\\s*\\}\\s*$",
                    ", {\"name\": \"motto\", \"type\": [\"null\", \"string\"], \"default\": null}]}"));
    CanonicalKey first = key("test-org", 0, 7);
    topic.write(first, Vocabulary.record(schema, first, Map.of("name", "Lincoln High")));
    MiniWorker worker = worker().drain();
    topic.write(first, Vocabulary.record(schema, first, Map.of("motto", "canary-4711")));

    assertThatThrownBy(() -> worker.poll(10))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("test-org.motto")
        .hasMessageNotContaining("canary");
    assertThat(database.rows("SELECT name FROM acme.test_org")).containsExactly("Lincoln High");
  }

  @Test
  void anEntityWithoutATableCanBeTakenBackButNotDelivered() {
    Map<String, String> config =
        MiniWorker.config(database, "warehouse.columns", "test-person.givenName");
    topic.takeBack(key("test-org", 0, 7));
    MiniWorker worker = new MiniWorker(config, topic, CATALOGUE).start().drain();
    topic.write(key("test-org", 0, 7), Map.of());

    assertThatThrownBy(() -> worker.poll(10))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("test-org");
  }

  @Test
  void whatIsNotAvroStopsTheTask() {
    topic.append(0, ANNA.bytes(), "canary-4711".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> worker().poll(10))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("wire format")
        .hasMessageContaining("partition 0, offset 0")
        .hasMessageNotContaining("canary");
  }

  @Test
  void anUnknownSchemaStopsTheTask() {
    topic.append(0, ANNA.bytes(), new byte[] {0, 0, 0, 0, 99, 1, 2, 3});

    assertThatThrownBy(() -> worker().poll(10))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("id 99");
  }

  @Test
  void aRecordUnderTheKeyOfAnotherStopsTheTask() {
    byte[] value = (byte[]) topic.write(ANNA, Map.of("givenName", "Anna")).value();
    topic.append(0, BEN.bytes(), value);

    assertThatThrownBy(() -> worker().drain())
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("test-person.studentId is not the one in the record's key");
    assertThat(names()).doesNotContain("Ben");
  }

  @Test
  void aKeyOfNoKnownFormStopsTheTaskAndIsNotRepeated() {
    topic.append(0, "canary-4711".getBytes(StandardCharsets.UTF_8), null);

    assertThatThrownBy(() -> worker().poll(10))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("a key must be")
        .hasMessageNotContaining("canary");
  }
}
