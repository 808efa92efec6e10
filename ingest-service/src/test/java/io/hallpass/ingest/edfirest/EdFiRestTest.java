package io.hallpass.ingest.edfirest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.rest.RestResource;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of an Ed-Fi ODS/API: everything, what changed, what is gone. */
class EdFiRestTest extends EdFiRestFixture {
  @ParameterizedTest
  @ValueSource(strings = {"offsets", "cursors", "no change queries", "cursors alone"})
  void aFullPassBringsEveryRowAndEndsInEveryPartition(String way) throws Exception {
    rows(130);
    by(way);
    start(50);

    List<SourceRecord> records = take(ended());

    assertThat(landed.rows(ROWS)).hasSize(130).containsEntry(key("s7"), value("s7", "first"));
    assertThat(records).noneMatch(r -> Taken.everything(r).contains("CANARY"));
    boolean tokens = server.requests().stream().anyMatch(r -> r.contains("pageToken"));
    assertThat(tokens).isEqualTo(way.contains("cursors"));
  }

  @Test
  void anEmptyResourceEndsToo() throws Exception {
    server.has(NAME);
    start(50);

    assertThat(Taken.rows(take(ended()), ROWS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"offsets", "cursors"})
  void changesComeWithoutAnotherPass(String way) throws Exception {
    rows(60);
    by(way);
    start(50);
    take(ended());
    put("id3", "s3", "second");
    put("id60", "s60", "new");
    server.remove(NAME, "id5");

    List<SourceRecord> records = take(came(3));

    assertThat(landed.rows(ROWS))
        .hasSize(60)
        .containsEntry(key("s3"), value("s3", "second"))
        .containsKey(key("s60"))
        .doesNotContainKey(key("s5"));
    assertThat(Taken.markers(records, ROWS)).isEmpty();
    assertThat(Taken.rows(records, ROWS)).hasSizeLessThan(10);
  }

  @Test
  void aKeyThatChangedIsTheEndOfTheOldRowAndANewOne() throws Exception {
    rows(10);
    start(50);
    take(ended());
    put("id3", "s300", "first");

    take(came(2));

    assertThat(landed.rows(ROWS)).hasSize(10).doesNotContainKey(key("s3")).containsKey(key("s300"));
  }

  @Test
  void aKeyThatIsUsedAgainStays() throws Exception {
    rows(10);
    start(50);
    take(ended());
    server.remove(NAME, "id3");
    put("id99", "s3", "again");

    take(came(2));

    assertThat(landed.rows(ROWS)).containsEntry(key("s3"), value("s3", "again"));
  }

  @Test
  void rowsThatVanishedWithoutATraceAreMissedByTheNextFullPass() throws Exception {
    rows(60);
    start(50);
    take(ended());
    server.hide(NAME, "id7");
    run.later(DAY);

    take(ended());

    assertThat(landed.rows(ROWS)).hasSize(59).doesNotContainKey(key("s7"));
  }

  @Test
  void withoutChangeQueriesWhatIsGoneIsMissedByTheNextFullPass() throws Exception {
    rows(60);
    server.withoutChangeQueries();
    start(50);
    take(ended());
    server.remove(NAME, "id7");
    run.later(DAY);

    take(ended());

    assertThat(landed.rows(ROWS)).hasSize(59).doesNotContainKey(key("s7"));
  }

  @Test
  void deletionsThatCannotBeMatchedAreFoundByAFullPass() throws Exception {
    rows(20);
    start(settings(50, List.of("id"), RestResource.JSON));
    take(ended());
    server.remove(NAME, "id7");

    take(ended());

    assertThat(landed.rows(ROWS)).hasSize(19);
  }

  @Test
  void aServerWithoutKeyChangesIsFollowedAllTheSame() throws Exception {
    rows(20);
    server.withoutKeyChanges();
    start(50);
    take(ended());
    server.remove(NAME, "id7");

    take(came(1));

    assertThat(landed.rows(ROWS)).hasSize(19);
  }

  @Test
  void versionsThatWereForgottenMeanAFullPass() throws Exception {
    rows(20);
    start(50);
    take(ended());
    run.close();
    server.hide(NAME, "id7");
    put("id8", "s8", "second");
    put("id9", "s9", "second");
    server.forgetsBefore(server.version());
    run.restart();

    take(ended());

    assertThat(landed.rows(ROWS)).hasSize(19);
  }

  @Test
  void aDatabaseThatIsAnOlderOneAgainMeansAFullPass() throws Exception {
    rows(20);
    start(50);
    take(ended());
    run.close();
    server.hide(NAME, "id19");
    server.restoredTo(19);
    run.restart();

    take(ended());

    assertThat(landed.rows(ROWS)).hasSize(19);
  }
}
