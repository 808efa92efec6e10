package io.hallpass.ingest.edfirest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.rest.ApiServer.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, restarts, and servers that do not do as they should. */
class EdFiRestTroubleTest extends EdFiRestFixture {
  @ParameterizedTest
  @ValueSource(strings = {"offsets", "cursors", "no change queries"})
  void pagesAreMadeSmallerUntilTheServerTakesThem(String way) throws Exception {
    rows(130);
    by(way);
    server.pagesOfAtMost(20, false);
    start(500);

    take(ended());

    assertThat(landed.rows(ROWS)).hasSize(130);
  }

  @ParameterizedTest
  @ValueSource(strings = {"offsets", "no change queries"})
  void aServerThatGivesFewerRowsThanAskedIsReadToItsEnd(String way) throws Exception {
    rows(130);
    by(way);
    server.pagesOfAtMost(20, true);
    start(50);

    take(ended());

    assertThat(landed.rows(ROWS)).hasSize(130);
  }

  /** For pages of fewer rows than asked it would be taken, and all would be read row by row. */
  @Test
  void aServerThatCountsMoreThanItGivesIsNotAskedForSmallerPages() throws Exception {
    rows(130);
    server.overCounts(1);
    start(20);

    run.until(said(NAME + ": the server counts rows it does not give"));
    server.overCounts(0);
    take(ended());

    assertThat(landed.rows(ROWS)).hasSize(130);
    assertThat(server.requests()).noneMatch(request -> request.contains("limit=19&"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"offsets", "cursors"})
  void aRestartInTheMidstGoesOnWhereItWas(String way) throws Exception {
    rows(300);
    by(way);
    start(10);
    List<SourceRecord> before = new ArrayList<>();
    while (Taken.rows(before, ROWS).size() < 100) {
      List<SourceRecord> page = run.poll();
      page.forEach(run::commit);
      before.addAll(page);
    }
    landed.take(before);
    run.restart();

    List<SourceRecord> after = take(ended());

    assertThat(landed.rows(ROWS)).hasSize(300);
    assertThat(Taken.rows(before, ROWS).size() + Taken.rows(after, ROWS).size()).isEqualTo(300);
    assertThat(Taken.position(after.get(0))).isEqualTo(Taken.position(before.get(0)));
  }

  @Test
  void aPageThatDidNotComeThroughWholeIsReadAgain() throws Exception {
    rows(100);
    start(10);
    List<SourceRecord> before = new ArrayList<>();
    while (Taken.rows(before, ROWS).size() < 50) {
      before.addAll(run.poll());
    }
    // As where no transaction is around them: the last page but for its last record.
    before.subList(0, 49).forEach(run::commit);
    landed.take(before.subList(0, 49));
    run.restart();

    take(ended());

    assertThat(landed.rows(ROWS)).hasSize(100);
  }

  @Test
  void aProfileIsAskedForByItsMediaType() throws Exception {
    rows(1);
    String profile = "application/vnd.ed-fi.studentschoolassociation.partner.readable+json";
    start(settings(50, KEY, profile));

    take(ended());

    assertThat(server.accepted(NAME)).isEqualTo(profile);
  }

  @Test
  void aResourceThatTheVersionDoesNotHaveIsAbsent() throws Exception {
    start(50);

    run.until(said("\"absent\":[\"" + NAME + "\"]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"offsets", "no change queries"})
  void aRowThatIsRefusedIsSaidOnceAndLeavesThePassIncomplete(String way) throws Exception {
    rows(60);
    server.put(NAME, "bad", "{}", "{\"id\":\"bad\",\"entryDate\":null}");
    by(way);
    start(20);

    List<SourceRecord> records = run.until(r -> Taken.incompleteMarkers(r, ROWS).size() == 2);

    assertThat(Taken.rejects(records))
        .singleElement()
        .asString()
        .startsWith("MISSING_KEY entryDate student-school-associations " + NAME + "@");
  }

  @Test
  void aListInWhichRowsMoveAllTheTimeTakesNothingBackAndSaysSo() throws Exception {
    rows(60);
    server.withoutChangeQueries();
    server.inTheOrderOfKeys();
    start(20);
    take(ended());
    server.hide(NAME, "id7");
    int[] moves = {0};
    server.afterEachPage(() -> put("id30", "s" + moves[0]++ * 7 % 60 + "-moved", "second"));
    run.later(DAY);

    List<SourceRecord> records = take(r -> Taken.incompleteMarkers(r, ROWS).size() == 2);
    take(said(NAME + ": cannot be told to be whole"));

    assertThat(Taken.markers(records, ROWS)).isEmpty();
    assertThat(landed.rows(ROWS)).containsKeys(key("s7"), key("s30"));
    server.afterEachPage(() -> {});
    run.later(Duration.ofMinutes(61));
    take(ended());
    assertThat(landed.rows(ROWS)).hasSize(59).doesNotContainKeys(key("s7"), key("s30"));
  }

  @Test
  void troublesThatPassLoseNothing() throws Exception {
    long seed = 4712;
    rows(400);
    server.troubled(new Random(seed), 6);
    server.tokensEndAfter(9);
    start(10);

    take(ended());

    assertThat(landed.rows(ROWS)).as("seed %d", seed).hasSize(400);
    assertThat(server.tokens()).isGreaterThan(4);
  }

  @Test
  void aServerThatIsAwayIsTriedAgain() throws Exception {
    rows(10);
    server.meets(
        Trouble.BROKEN,
        Trouble.BROKEN,
        Trouble.BROKEN,
        Trouble.BROKEN,
        Trouble.BROKEN,
        Trouble.BROKEN);
    start(50);

    List<SourceRecord> records = run.until(said("\"held\":[\"availableChangeVersions: HTTP 500"));

    assertThat(Taken.rows(records, ROWS)).isEmpty();
    take(ended());
    assertThat(landed.rows(ROWS)).hasSize(10);
  }

  @Test
  void positionsOfChangesAreLaterThanThoseOfThePass() throws Exception {
    rows(10);
    start(50);
    long pass = Taken.position(take(ended()).get(0));
    put("id3", "s3", "second");

    assertThat(take(came(1)).stream().filter(r -> r.topic().equals(ROWS)).map(Taken::position))
        .allMatch(position -> position > pass);
    assertThat(Map.copyOf(landed.rows(ROWS))).hasSize(10);
  }
}
