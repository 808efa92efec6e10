package io.hallpass.ingest.onerosterrest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.onerosterrest.OneRosterServer.Lack;
import io.hallpass.ingest.rest.Landed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes of a OneRoster API: everything, what changed, what is gone. */
class OneRosterRestTest extends OneRosterRestFixture {
  @Test
  void aFullPassBringsEveryRowAndEndsInEveryPartition() throws Exception {
    users(250);
    start(100);

    List<SourceRecord> records = run.until(ended(1));

    assertThat(landed(records))
        .hasSize(250)
        .containsEntry(
            key("u1007"),
            "{\"sourcedId\":\"u1007\",\"status\":\"active\",\"orgs/sourcedId\":\"o7\"}");
    assertThat(Taken.markers(records, USERS)).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(Taken.markers(records, ORGS)).hasSize(3);
    assertThat(records).noneMatch(r -> Taken.everything(r).contains("CANARY"));
  }

  @Test
  void nothingThatIsWrittenBesideTheRecordsNamesARow() throws Exception {
    users(30);
    start(10);

    List<SourceRecord> records = run.until(ended(1));

    assertThat(records).noneMatch(r -> r.sourceOffset().toString().matches(".*u10\\d\\d.*"));
  }

  @Test
  void betweenFullPassesWhatChangedComesAndNothingEnds() throws Exception {
    users(50);
    start(100);
    run.until(ended(1));
    server.put("users", "u1003", "tobedeleted", "", Instant.now().plusSeconds(5));

    List<SourceRecord> records = run.until(r -> Taken.rows(r, USERS).size() >= 1);

    assertThat(landed(records))
        .containsExactly(
            Map.entry(
                key("u1003"),
                "{\"sourcedId\":\"u1003\",\"status\":\"tobedeleted\",\"orgs/sourcedId\":null}"));
    assertThat(Taken.markers(records, USERS)).isEmpty();
  }

  @Test
  void aRowThatIsGoneIsMissedByTheNextFullPass() throws Exception {
    users(50);
    start(20);
    Landed landed = new Landed();
    landed.take(run.until(ended(1)));
    server.remove("users", "u1003");
    run.later(DAY);

    landed.take(run.until(ended(1)));

    assertThat(landed.rows(USERS)).hasSize(49).doesNotContainKey(key("u1003"));
    assertThat(landed.removed()).isEqualTo(1);
  }

  @Test
  void aRowThatComesBackBehindAPassIsNotTakenForGone() throws Exception {
    users(250);
    start(10);
    Landed landed = new Landed();
    landed.take(run.until(ended(1)));
    server.remove("users", "u1003");
    AtomicInteger pages = new AtomicInteger();
    server.afterEachPage(
        () -> {
          if (pages.incrementAndGet() == 15) {
            server.put("users", "u1003", "active", "", Instant.now().plusSeconds(5));
          }
        });
    run.later(DAY);

    landed.take(run.until(ended(1)));

    assertThat(landed.rows(USERS)).hasSize(250).containsKey(key("u1003"));
    assertThat(landed.removed()).isZero();
  }

  @Test
  void rowsAndMarkersOfALaterPassHaveLaterPositions() throws Exception {
    users(5);
    start(100);
    long first = Taken.position(run.until(ended(1)).get(0));
    run.later(DAY);

    List<SourceRecord> second = run.until(ended(1));

    assertThat(second.stream().filter(r -> r.topic().equals(USERS)).map(Taken::position))
        .allMatch(position -> position > first);
  }

  @ParameterizedTest
  @EnumSource(
      value = Lack.class,
      names = {
        "REFUSES_FILTERS",
        "IGNORES_FILTERS",
        "FINDS_NOTHING_WITH_FILTERS",
        "REFUSES_AND",
        "REFUSES_SORTING",
        "IGNORES_SORTING",
        "REFUSES_DATES",
        "IGNORES_DATES",
        "NO_TOTAL"
      })
  void aServerThatLacksSomethingIsReadWholeAllTheSame(Lack lack) throws Exception {
    // The last rows are the first ones by their ids.
    users(0);
    IntStream.range(0, 95).forEach(i -> user("u" + (2_000 - i), i));
    server.lacks(lack);
    start(20);
    Landed landed = new Landed();
    landed.take(run.until(ended(1)));
    assertThat(landed.rows(USERS)).hasSize(95);
    server.remove("users", "u1990");
    user("u1000", 1);
    run.later(DAY);

    landed.take(run.until(ended(1)));

    assertThat(landed.rows(USERS))
        .hasSize(95)
        .doesNotContainKey(key("u1990"))
        .containsKey(key("u1000"));
  }
}
