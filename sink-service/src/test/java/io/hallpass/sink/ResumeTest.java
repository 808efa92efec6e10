package io.hallpass.sink;

import static io.hallpass.sink.Vocabulary.CATALOGUE;
import static io.hallpass.sink.Vocabulary.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.runtime.topics.CanonicalKey;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A warehouse that could have missed a withdrawal is not read on into. */
@ExtendWith(Stack.class)
class ResumeTest {
  private static final CanonicalKey ANNA = key("test-person", 1, 1);
  private static final String NAMES = "SELECT given_name FROM acme.test_person ORDER BY 1";
  private static final String HOURS_SINCE_FRESH =
      "SELECT round(extract(epoch FROM now() - fresh_at) / 3600) FROM hallpass.delivery_offsets";

  private final ReleasedTopic topic = new ReleasedTopic(1);
  private TestDatabase database;

  @BeforeEach
  void aWarehouseThatStandsAtOffsetThree(TestDatabase fresh) {
    database = fresh;
    topic.write(ANNA, Map.of("givenName", "Ann"));
    topic.write(ANNA, Map.of("givenName", "Anna"));
    worker().drain().close();
  }

  private MiniWorker worker() {
    return new MiniWorker(MiniWorker.config(database), topic, CATALOGUE).start();
  }

  private MiniWorker replayingWorker() {
    return new MiniWorker(
            MiniWorker.config(database, "warehouse.when.restored", "replay"), topic, CATALOGUE)
        .start();
  }

  private void lastFresh(String ago) {
    database.run("UPDATE hallpass.delivery_offsets SET fresh_at = now() - interval '" + ago + "'");
  }

  private AbstractThrowableAssert<?, ?> assertRefused() {
    return assertThatThrownBy(this::worker)
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("A rebuild is needed");
  }

  @Test
  void aTopicMadeAgainIsRefused() {
    topic.makeAgain();

    assertRefused().hasMessageContaining("deleted and made again");
  }

  @Test
  void aTopicMadeAgainIsNoticedWhileTheTaskRuns() {
    MiniWorker worker = worker();
    topic.makeAgain();
    topic.write(ANNA, Map.of("givenName", "Another"));
    worker.seek(0, 0);

    assertThatThrownBy(() -> worker.poll(10))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("deleted and made again");
    assertThat(database.rows(NAMES)).containsExactly("Anna");
  }

  @Test
  void aTopicThatLostItsEndIsRefused() {
    topic.loseEnd(0, 2);

    assertRefused().hasMessageContaining("offset 3, beyond the topic's end at 2");
  }

  @Test
  void recordsDeletedBeforeTheyWereDeliveredAreNotPassedOver() {
    topic.starts.put(0, 4L);

    assertRefused().hasMessageContaining("the topic begins at 4");
  }

  @Test
  void aWarehouseThatIsTooStaleIsRefused() {
    lastFresh("16 days");
    topic.write(ANNA, Map.of());

    assertRefused().hasMessageContaining("384 hours ago").hasMessageContaining("(720 hours)");
  }

  @Test
  void aStaleWarehouseThatLacksNothingGoesOn() {
    lastFresh("16 days");
    MiniWorker worker = worker();
    topic.write(ANNA, Map.of());

    worker.drain();

    assertThat(database.rows(NAMES)).containsExactly("");
  }

  @Test
  void aWarehouseThatIsNotYetTooStaleCatchesUp() {
    lastFresh("14 days");
    topic.write(ANNA, Map.of());

    worker().drain();

    assertThat(database.rows(NAMES)).containsExactly("");
    assertThat(database.value(HOURS_SINCE_FRESH)).isEqualTo("0");
  }

  @Test
  void catchingUpIsNotBeingUpToDate() {
    lastFresh("14 days");
    topic.age = Duration.ofDays(13);
    topic.write(ANNA, Map.of("givenName", "Annabel"));
    topic.write(ANNA, Map.of("givenName", "Annika"));

    worker().poll(1);

    assertThat(database.rows(NAMES)).containsExactly("Annabel");
    assertThat(database.value(HOURS_SINCE_FRESH)).isEqualTo(String.valueOf(13 * 24));
  }

  @Test
  void aTaskThatWasPausedForTooLongStops() {
    MiniWorker worker = worker();
    topic.write(ANNA, Map.of());
    lastFresh("16 days");
    worker.commit();

    assertThatThrownBy(() -> worker.poll(10))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("384 hours ago");
    assertThat(database.rows(NAMES)).containsExactly("Anna");
  }

  @Test
  void aTaskThatHasNothingToDoStaysFresh() {
    MiniWorker worker = worker();
    lastFresh("10 days");

    worker.commit();

    assertThat(database.value(HOURS_SINCE_FRESH)).isEqualTo("0");
  }

  @Test
  void aRestoredWarehouseIsRefused() {
    database.run("UPDATE hallpass.delivery_offsets SET next_offset = 1");

    assertRefused().hasMessageContaining("offset 1 and had reported 3");
  }

  @Test
  void aRestoredWarehouseIsReadOnIntoWhereThatIsAskedFor() {
    database.run("UPDATE hallpass.delivery_offsets SET next_offset = 1");
    database.run("UPDATE acme.test_person SET given_name = 'Ann'");

    replayingWorker().drain();

    assertThat(database.rows(NAMES)).containsExactly("Anna");
  }

  @Test
  void aRestoredWarehouseThatIsTooStaleIsRefusedInAnyCase() {
    database.run("UPDATE hallpass.delivery_offsets SET next_offset = 1");
    lastFresh("16 days");

    assertThatThrownBy(this::replayingWorker).hasMessageContaining("384 hours ago");
  }

  @Test
  void rowsWithoutOffsetsAreRefused() {
    database.run("DELETE FROM hallpass.delivery_offsets");

    assertRefused().hasMessageContaining("there are rows in test_person");
  }

  @Test
  void aSchemaThatAnotherTopicIsDeliveredToIsRefused() {
    database.run("UPDATE hallpass.delivery_offsets SET topic = 'everett.released.other'");
    database.run("TRUNCATE acme.test_person");

    assertThatThrownBy(this::worker)
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageStartingWith("schema acme holds what was delivered from everett.released.other")
        .hasMessageNotContaining("A rebuild is needed");
    assertThat(database.rows("SELECT DISTINCT topic FROM hallpass.delivery_offsets"))
        .containsExactly("everett.released.other");
  }

  @Test
  void aSchemaThatTwoTopicsAreDeliveredToIsReadOnIntoByNeither() {
    database.run(
        "INSERT INTO hallpass.delivery_offsets SELECT warehouse_schema, 'everett.released.other',"
            + " partition, topic_id, next_offset, generation, fresh_at, updated_at"
            + " FROM hallpass.delivery_offsets");

    assertThatThrownBy(this::worker).hasMessageStartingWith("schema acme holds what was delivered");
  }

  @Test
  void anotherSchemaOfTheSameDatabaseIsAnotherMatter() {
    database.run(
        "UPDATE hallpass.delivery_offsets SET topic = 'everett.released.other',"
            + " warehouse_schema = 'other'");
    database.run("TRUNCATE acme.test_person");

    worker().drain();

    assertThat(database.rows(NAMES)).containsExactly("Anna");
  }

  @Test
  void aServerWithoutEncryptionStopsTheTaskWhereEncryptionIsDemanded() {
    String url = database.url() + (database.url().contains("?") ? "&" : "?") + "sslmode=require";
    Map<String, String> config = MiniWorker.config(database, "warehouse.jdbc.url", url);

    assertThatThrownBy(() -> new MiniWorker(config, topic, CATALOGUE).start())
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("connecting (SQLState 08004)");
  }

  @Test
  void anEmptiedWarehouseIsFilledAnew() {
    database.run("DELETE FROM hallpass.delivery_offsets");
    database.run("TRUNCATE acme.test_person");

    worker().drain();

    assertThat(database.rows(NAMES)).containsExactly("Anna");
  }

  @Test
  void aWarehouseThatWasNeverDeliveredToIsNeverTooStale() {
    ReleasedTopic other = new ReleasedTopic(1);
    Map<String, String> config = MiniWorker.config(database, "warehouse.schema", "other");
    new MiniWorker(config, other, CATALOGUE).start().close();
    MiniWorker paused = new MiniWorker(config, other, CATALOGUE).start();
    other.write(ANNA, Map.of("givenName", "Anna"));
    lastFresh("40 days");

    paused.drain();

    assertThat(database.rows("SELECT given_name FROM other.test_person")).containsExactly("Anna");
  }

  @Test
  void lostOffsetsOfSomePartitionsAreRefused() {
    ReleasedTopic two = new ReleasedTopic(2);
    two.id = topic.id;

    assertThatThrownBy(() -> new MiniWorker(MiniWorker.config(database), two, CATALOGUE).start())
        .hasMessageContaining("has lost rows");
  }
}
