package io.hallpass.ingest.edfirest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.edfirest.EdFiServer.Cursors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cursors that end before their rows do, and how an end is told from that. */
class EdFiShortCursorTest extends EdFiRestFixture {
  private static final String CUT =
      NAME + ": a cursor ended before its rows did, as where Next-Page-Token is lost on the way";

  private static final String LACKS =
      ": a cursor had fewer rows than the list; it is read by its rows' places";

  private void cursorsThatEnd(Cursors how, String way, int rows) {
    rows(rows);
    by(way);
    server.cursorsEnd(how);
    start(20);
  }

  private List<SourceRecord> untilIncomplete() throws Exception {
    List<SourceRecord> records = take(r -> Taken.incompleteMarkers(r, ROWS).size() == 2);
    assertThat(Taken.markers(records, ROWS)).isEmpty();
    return records;
  }

  private void aProxyDropsTheTokens(String way) throws Exception {
    cursorsThatEnd(Cursors.WITHOUT_A_TOKEN, way, 130);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cursors", "cursors alone"})
  void whereAProxyDropsTheTokensAllRowsComeByTheirPlaces(String way) throws Exception {
    aProxyDropsTheTokens(way);

    take(ended());

    assertThat(landed.rows(ROWS)).hasSize(130);
    take(said(CUT));
  }

  @Test
  void changesOfMoreThanAPageAllComeWhereAProxyDropsTheTokens() throws Exception {
    cursorsThatEnd(Cursors.WITH_AN_EMPTY_PAGE, "cursors", 130);
    take(ended());
    server.cursorsEnd(Cursors.WITHOUT_A_TOKEN);
    // At once, so that they come with one look.
    synchronized (server) {
      for (int i = 0; i < 60; i++) {
        put("id" + i, "s" + i, "second");
      }
    }

    take(r -> landed(r).size() == 60);

    assertThat(landed.rows(ROWS)).hasSize(130).containsValue(value("s0", "second"));
  }

  /** Rows that were changed, each counted once. */
  private static List<String> landed(List<SourceRecord> records) {
    return Taken.rows(records, ROWS).stream()
        .filter(row -> row.contains("second"))
        .distinct()
        .toList();
  }

  @Test
  void whoWasRestartedBehindAPageWithoutATokenDoesNotTakeItForTheEnd() throws Exception {
    aProxyDropsTheTokens("cursors");
    List<SourceRecord> before = new ArrayList<>();
    while (Taken.rows(before, ROWS).size() < 20) {
      before.addAll(run.poll());
    }
    before.subList(0, 20).forEach(run::commit);
    landed.take(before.subList(0, 20));
    run.restart();

    take(ended());

    assertThat(landed.rows(ROWS)).hasSize(130);
  }

  @Test
  void aCursorWithFewerRowsThanAreThereTakesNothingForGoneAndTheNextPassGoesByPlaces()
      throws Exception {
    cursorsThatEnd(Cursors.WITH_AN_EMPTY_PAGE, "cursors", 130);
    take(ended());
    server.cursorsEnd(Cursors.EARLY);
    run.later(DAY);

    untilIncomplete();

    take(said(NAME + ": cannot be told to be whole"));
    assertThat(landed.rows(ROWS)).hasSize(130);
    run.later(Duration.ofMinutes(61));
    take(ended());
    take(said(NAME + LACKS));
    assertThat(landed.rows(ROWS)).hasSize(130);
  }

  @Test
  void aFirstLoadWithFewerRowsThanAreThereIsNotCompleteAndIsCompletedByPlaces() throws Exception {
    cursorsThatEnd(Cursors.EARLY, "cursors", 130);
    assertThat(Taken.rows(untilIncomplete(), ROWS)).hasSize(20);
    take(said(NAME + ": cannot be told to be whole"));
    run.later(Duration.ofMinutes(61));

    take(ended());

    assertThat(landed.rows(ROWS)).hasSize(130);
  }

  @Test
  void withoutChangeQueriesItIsReadByPlacesAtOnce() throws Exception {
    cursorsThatEnd(Cursors.EARLY, "cursors alone", 130);

    List<SourceRecord> records = take(ended());

    assertThat(Taken.incompleteMarkers(records, ROWS)).isEmpty();
    assertThat(landed.rows(ROWS)).hasSize(130);
    take(said(NAME + LACKS));
  }

  /** It went before it was read, and one came where no cursor goes any more. */
  @Test
  void aRowThatWentAndOneThatCameAreNoneThatWereNotGiven() throws Exception {
    boolean[] done = {false};
    server.afterEachPage(
        () -> {
          String asked = server.requests().get(server.requests().size() - 1);
          if (!done[0] && asked.endsWith("pageToken=from-21")) {
            done[0] = true;
            server.hide(NAME, "id100");
          } else if (asked.endsWith("pageToken=from-131")) {
            put("id130", "s130", "new");
          }
        });
    cursorsThatEnd(Cursors.WITH_AN_EMPTY_PAGE, "cursors alone", 130);

    List<SourceRecord> records = take(ended());

    assertThat(done[0]).isTrue();
    assertThat(Taken.incompleteMarkers(records, ROWS)).isEmpty();
    assertThat(landed.rows(ROWS)).hasSize(130).containsKey(key("s130"));
  }

  /** By places there are none; so a host that counts too many is read by cursors. */
  @ParameterizedTest
  @ValueSource(strings = {"cursors", "cursors alone"})
  void aHostThatCountsMoreThanItGivesGivesAllItHasAndIsNeverCalledWhole(String way)
      throws Exception {
    server.overCounts(1);
    cursorsThatEnd(Cursors.WITH_AN_EMPTY_PAGE, way, 130);
    for (int passes = 0; passes < 3; passes++) {
      untilIncomplete();
      run.later(Duration.ofMinutes(61));
    }

    put("id7", "s7", "second");
    run.later(DAY);
    take(r -> landed(r).size() == 1);

    assertThat(landed.rows(ROWS)).hasSize(130);
    assertThat(server.requests()).noneMatch(request -> request.matches(".*limit=1[0-9]&.*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cursors", "cursors alone"})
  void aTokenIsNotMissedBehindTheLastRow(String way) throws Exception {
    cursorsThatEnd(Cursors.WITH_THE_LAST_ROW, way, 130);

    take(ended());

    assertThat(landed.rows(ROWS)).hasSize(130);
    assertThat(server.requests()).noneMatch(request -> request.contains("limit=20"));
  }

  @Test
  void rejectedRowsAreNoneThatWereNotGiven() throws Exception {
    rows(60);
    server.put(NAME, "bad", "{}", "{\"id\":\"bad\",\"entryDate\":null}");
    by("cursors");
    start(20);

    List<SourceRecord> records = untilIncomplete();
    take(said("\"rows\":61,\"rejected\":1"));

    assertThat(Taken.rejects(records)).hasSize(1);
  }

  @Test
  void aServerThatDoesNotCountIsReadByCursorsAllTheSame() throws Exception {
    server.withoutTotals();
    cursorsThatEnd(Cursors.WITH_AN_EMPTY_PAGE, "cursors alone", 130);

    take(ended());

    assertThat(landed.rows(ROWS)).hasSize(130);
  }

  @Test
  void aRowThatComesBetweenTwoCountsIsNoneThatWasNotGiven() throws Exception {
    boolean[] done = {false};
    server.afterEachPage(
        () -> {
          String asked = server.requests().get(server.requests().size() - 1);
          if (!done[0] && asked.matches(".*limit=0&minChangeVersion=131.*")) {
            done[0] = true;
            put("id130", "s130", "new");
          }
        });
    cursorsThatEnd(Cursors.WITH_AN_EMPTY_PAGE, "cursors", 130);

    List<SourceRecord> records = take(ended());

    assertThat(done[0]).isTrue();
    assertThat(Taken.incompleteMarkers(records, ROWS)).isEmpty();
    assertThat(landed.rows(ROWS)).hasSize(131);
  }
}
