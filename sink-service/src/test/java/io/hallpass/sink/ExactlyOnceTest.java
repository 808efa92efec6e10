package io.hallpass.sink;

import static io.hallpass.sink.Vocabulary.CATALOGUE;
import static io.hallpass.sink.Vocabulary.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.runtime.topics.CanonicalKey;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stack.class)
class ExactlyOnceTest {
  private static final CanonicalKey ANNA = key("test-person", 1, 1);
  private static final String NAMES = "SELECT given_name FROM acme.test_person ORDER BY 1";
  private static final String OFFSETS =
      "SELECT next_offset FROM hallpass.delivery_offsets ORDER BY partition";

  private final ReleasedTopic topic = new ReleasedTopic(1);
  private TestDatabase database;

  @BeforeEach
  void database(TestDatabase fresh) {
    database = fresh;
  }

  private MiniWorker worker() {
    return new MiniWorker(MiniWorker.config(database), topic, CATALOGUE).start();
  }

  /** From now on, counting a batch fails with its rows already written. */
  private void failBeforeCommit(String how) {
    database.run(
        "CREATE FUNCTION hallpass.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            + how
            + "; RETURN NEW; END $$");
    database.run(
        "CREATE TRIGGER fail BEFORE UPDATE OF topic_id, next_offset ON hallpass.delivery_offsets"
            + " FOR EACH ROW EXECUTE FUNCTION hallpass.fail()");
  }

  private void failNoMore() {
    database.run("DROP FUNCTION hallpass.fail() CASCADE");
  }

  @Test
  void rowsAndOffsetsMoveTogether() {
    topic.write(ANNA, Map.of("givenName", "Anna"));

    worker().drain();

    assertThat(database.rows(OFFSETS)).containsExactly("1");
    assertThat(topic.reported).containsEntry(0, 1L);
  }

  @Test
  void aBatchPutAgainAfterItsCommitChangesNothing() {
    MiniWorker worker = worker();
    List<SinkRecord> first = List.of(topic.write(ANNA, Map.of("givenName", "Ann")));
    worker.drain();
    topic.write(ANNA, Map.of("givenName", "Anna"));
    worker.drain();

    worker.put(first);

    assertThat(database.rows(NAMES)).containsExactly("Anna");
    assertThat(worker.position(0)).isEqualTo(3);
  }

  @Test
  void aCrashBeforeTheCommitLosesNothingAndLeavesNothing() {
    MiniWorker worker = worker().drain();
    failBeforeCommit("PERFORM pg_terminate_backend(pg_backend_pid())");
    topic.write(ANNA, Map.of("givenName", "Anna"));

    assertThatThrownBy(() -> worker.poll(10)).isInstanceOf(RetriableException.class);

    assertThat(database.rows(NAMES)).isEmpty();
    assertThat(database.rows(OFFSETS)).containsExactly("0");
    failNoMore();
    worker.drain();
    assertThat(database.rows(NAMES)).containsExactly("Anna");
    assertThat(database.rows(OFFSETS)).containsExactly("1");
  }

  @Test
  void aRefusalOfTheWarehouseStopsTheTaskWithoutItsWords() {
    MiniWorker worker = worker().drain();
    database.run(
        "ALTER TABLE acme.test_person ADD CONSTRAINT c CHECK (given_name <> 'canary-4711')");
    topic.write(ANNA, Map.of("givenName", "canary-4711"));

    assertThatThrownBy(() -> worker.poll(10))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessage("the warehouse failed while writing table acme.test_person (SQLState 23514)")
        .hasNoCause();
    assertThat(database.rows(OFFSETS)).containsExactly("0");
  }

  @Test
  void aTaskThatLostItsPartitionWritesNothingMore() {
    MiniWorker zombie = worker().drain();
    topic.write(ANNA, Map.of("givenName", "Ann"));
    List<SinkRecord> held = topic.read(0, 0, 10);
    topic.write(ANNA, Map.of("givenName", "Anna"));
    MiniWorker successor = worker().drain();

    zombie.put(held);

    assertThat(database.rows(NAMES)).containsExactly("Anna");
    assertThat(database.rows(OFFSETS)).containsExactly("3");
    assertThat(zombie.position(0)).isEqualTo(3);
    successor.close();
  }

  @Test
  void aBatchOfSeveralTransactionsGoesOnWhereItBroke() {
    MiniWorker worker =
        new MiniWorker(
                MiniWorker.config(database, "warehouse.batch.records", "2"), topic, CATALOGUE)
            .start();
    for (int i = 0; i < 5; i++) {
      topic.write(key("test-person", i, i), Map.of("givenName", "N" + i));
    }
    failBeforeCommit(
        "IF NEW.next_offset > 4 THEN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END IF");

    assertThatThrownBy(() -> worker.poll(10)).isInstanceOf(RetriableException.class);

    assertThat(database.rows(NAMES)).containsExactly("N0", "N1");
    failNoMore();
    worker.drain();
    assertThat(database.rows(NAMES)).containsExactly("N0", "N1", "N2", "N3", "N4");
  }

  @Test
  void aLostConnectionIsTriedAgain() {
    MiniWorker worker = worker().drain();
    topic.write(ANNA, Map.of("givenName", "Anna"));
    database.cutConnections();

    assertThatThrownBy(() -> worker.poll(10)).isInstanceOf(RetriableException.class);
    worker.drain();

    assertThat(database.rows(NAMES)).containsExactly("Anna");
  }

  @Test
  void aWarehouseThatIsDownAtTheStartIsAwaited() {
    topic.write(ANNA, Map.of("givenName", "Anna"));
    Map<String, String> config =
        MiniWorker.config(database, "warehouse.jdbc.url", "jdbc:postgresql://localhost:1/none");
    MiniWorker worker = new MiniWorker(config, topic, CATALOGUE).start();

    assertThatThrownBy(() -> worker.poll(10))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("SQLState 08001");
  }

  @Test
  void kafkaThatIsDownAtTheStartIsAwaited() {
    topic.write(ANNA, Map.of("givenName", "Anna"));
    topic.answers = false;
    MiniWorker worker = worker();
    assertThatThrownBy(() -> worker.poll(10)).isInstanceOf(RetriableException.class);

    topic.answers = true;
    worker.drain();

    assertThat(database.rows(NAMES)).containsExactly("Anna");
  }

  @Test
  void onlyWhatTheWarehouseCommittedIsReported() {
    MiniWorker worker = worker();
    topic.write(ANNA, Map.of("givenName", "Ann"));
    worker.drain();
    topic.write(ANNA, Map.of("givenName", "Anna"));
    failBeforeCommit("RAISE EXCEPTION 'x' USING ERRCODE = '40001'");
    assertThatThrownBy(() -> worker.poll(10)).isInstanceOf(RetriableException.class);

    worker.commit();

    assertThat(topic.reported).containsEntry(0, 1L);
  }

  @Test
  void offsetsAreReportedSoonAfterTheFirstDelivery() {
    MiniWorker worker = worker();
    topic.write(ANNA, Map.of("givenName", "Anna"));

    worker.poll(10);

    assertThat(worker.commitRequested()).isTrue();
  }
}
