package io.hallpass.ingest.edfirest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.edfirest.EdFiServer.Cursors;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestRun;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A resource that says what parents decided: what is lost of it closes the gate. */
class EdFiConsentsTest extends EdFiRestFixture {
  private void startWithConsents() {
    Map<String, String> config = settings(50, KEY, RestResource.JSON).connectorConfig();
    config.put(
        "resources", config.get("resources").replace("\"path\"", "\"consents\":true,\"path\""));
    run = new RestRun(EdFiRestSourceTask::new, config);
  }

  private static Predicate<List<SourceRecord>> incomplete() {
    return records -> Taken.incompleteMarkers(records, ROWS).size() == 2;
  }

  @Test
  void aRowThatALookForChangesRejectsClosesTheGateUntilTheNextWholePass() throws Exception {
    rows(3);
    startWithConsents();
    take(ended());

    server.put(NAME, "bad", "{}", "{\"id\":\"bad\",\"entryDate\":null}");
    List<SourceRecord> lost = run.until(incomplete());
    server.remove(NAME, "bad");
    run.later(DAY);
    List<SourceRecord> whole = take(ended());

    assertThat(Taken.rejects(lost)).hasSize(1);
    assertThat(position(whole)).isGreaterThan(position(lost));
  }

  /** A doubt ends with a later position only. */
  @Test
  void whatWasMendedWhenACutCursorWasReadAnewLeavesNoDoubt() throws Exception {
    server.has(NAME);
    server.put(
        NAME,
        "id0",
        "{\"entryDate\":\"2026-08-24\",\"schoolId\":17,\"studentUniqueId\":\"s0\"}",
        "{\"id\":\"id0\",\"entryDate\":null}");
    for (int i = 1; i < 130; i++) {
      put("id" + i, "s" + i, "first");
    }
    by("cursors");
    server.cursorsEnd(Cursors.WITHOUT_A_TOKEN);
    boolean[] mended = {false};
    server.afterEachPage(
        () -> {
          if (!mended[0]) {
            mended[0] = true;
            put("id0", "s0", "mended");
          }
        });
    startWithConsents();

    List<SourceRecord> lost = take(incomplete());
    List<SourceRecord> whole = take(ended());

    assertThat(position(whole)).isGreaterThan(position(lost));
    assertThat(landed.rows(ROWS)).hasSize(130);
  }

  @Test
  void aResourceThatIsGivenNoMoreClosesTheGateAndIsReadWholeOnceItIsThereAgain() throws Exception {
    rows(3);
    startWithConsents();
    take(ended());

    server.drop(NAME);
    run.later(DAY);
    List<SourceRecord> lost = run.until(incomplete());
    put("id0", "s0", "first");
    List<SourceRecord> whole = take(ended());

    assertThat(position(whole)).isGreaterThan(position(lost));
  }

  @Test
  void changeVersionsThatAreRefusedCloseTheGateUntilAllWasReadAgain() throws Exception {
    rows(3);
    startWithConsents();
    take(ended());

    server.refusesVersions(true);
    List<SourceRecord> lost = run.until(incomplete());
    lost.addAll(run.until(said("\"held\":[\"availableChangeVersions: HTTP 403")));
    server.refusesVersions(false);
    List<SourceRecord> whole = take(ended());

    assertThat(Taken.incompleteMarkers(lost, ROWS)).as("said once").hasSize(2);
    assertThat(position(whole)).isGreaterThan(position(lost));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404})
  void aClientThatIsNotLetInAnyMoreClosesTheGateUntilAllWasReadAgain(int status) throws Exception {
    rows(3);
    startWithConsents();
    take(ended());

    server.refusesTokens(status);
    List<SourceRecord> lost = run.until(incomplete());
    server.refusesTokens(0);
    List<SourceRecord> whole = take(ended());

    assertThat(position(whole)).isGreaterThan(position(lost));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no change queries", "cursors alone"})
  void withoutChangeQueriesTheListIsReadWholeAtEachLook(String way) throws Exception {
    rows(30);
    by(way);
    startWithConsents();
    take(ended());

    put("id3", "s3", "second");
    server.hide(NAME, "id4");
    // A pass may have been read before, and another be under way.
    take(r -> Taken.markers(r, ROWS).size() == 2 * 4);

    assertThat(landed.rows(ROWS)).containsValue(value("s3", "second")).doesNotContainKey(key("s4"));
  }

  /** It loses nothing, and is asked again. */
  @Test
  void aServerThatIsAwayClosesNothing() throws Exception {
    rows(3);
    startWithConsents();
    take(ended());

    server.refusesTokens(503);
    List<SourceRecord> records = run.until(said("access token: HTTP 503"));
    server.refusesTokens(0);
    put("id9", "s9", "later");
    records.addAll(run.until(came(1)));

    assertThat(Taken.incompleteMarkers(records, ROWS)).isEmpty();
  }

  @Test
  void whatIsLostOfOtherResourcesClosesNothing() throws Exception {
    rows(3);
    start(50);
    take(ended());

    server.put(NAME, "bad", "{}", "{\"id\":\"bad\",\"entryDate\":null}");
    List<SourceRecord> records = run.until(r -> Taken.rejects(r).size() == 1);
    put("id9", "s9", "later");
    records.addAll(run.until(came(1)));

    assertThat(Taken.incompleteMarkers(records, ROWS)).isEmpty();
  }

  /** Of the markers, which alone name a partition. */
  private static long position(List<SourceRecord> records) {
    return records.stream()
        .filter(record -> record.topic().equals(ROWS) && record.kafkaPartition() != null)
        .mapToLong(Taken::position)
        .findFirst()
        .orElseThrow();
  }
}
