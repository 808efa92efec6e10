package io.hallpass.ingest.onerosterrest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.onerosterrest.OneRosterServer.Lack;
import io.hallpass.ingest.rest.Landed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists in which a row that changes moves in front of what was read already. */
class MovingListTest extends OneRosterRestFixture {
  private final Landed landed = new Landed();
  private final AtomicInteger pages = new AtomicInteger();

  private void newestFirst(Lack... lacks) throws Exception {
    server.lacks(Lack.REFUSES_SORTING, Lack.REFUSES_FILTERS, Lack.NEWEST_FIRST);
    server.lacks(lacks);
    users(300);
    start(20);
    landed.take(run.until(ended(1)));
    assertThat(landed.rows(USERS)).hasSize(300);
  }

  private void changeAtPage(int page) {
    server.afterEachPage(
        () -> {
          if (pages.incrementAndGet() == page) {
            user("u1005", 5);
            user("u9999", 5);
          }
        });
  }

  @Test
  void aRowThatMovedInFrontIsNotTakenForGone() throws Exception {
    newestFirst(Lack.REFUSES_DATES);
    changeAtPage(6);
    run.later(DAY);

    landed.take(run.until(ended(1)));

    assertThat(landed.rows(USERS)).hasSize(301).containsKeys(key("u1005"), key("u9999"));
  }

  @Test
  void anOrderOfIdsByChanceIsNotTrusted() throws Exception {
    server.lacks(Lack.IGNORES_SORTING, Lack.NEWEST_FIRST, Lack.NO_TOTAL);
    server.lacks(Lack.REFUSES_FILTERS, Lack.REFUSES_DATES);
    // Newest first, and ascending by id.
    for (int i = 299; i >= 0; i--) {
      user("u" + (1_000 + i), i);
    }
    server.put("orgs", "o1", "");
    start(20);
    landed.take(run.until(ended(1)));
    boolean[] done = {false};
    server.afterEachPage(
        () -> {
          String asked = server.requests().get(server.requests().size() - 1);
          if (!done[0] && asked.contains("users") && asked.contains("offset=50")) {
            done[0] = true;
            user("u1280", 5);
          }
        });
    run.later(DAY);

    landed.take(run.until(ended(1)));

    assertThat(done).containsExactly(true);
    assertThat(landed.rows(USERS)).hasSize(300).containsKey(key("u1280"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aListThatNeverRestsEndsIncompleteAndItIsSaidWhatHelps(boolean counted) throws Exception {
    newestFirst(Lack.REFUSES_DATES, counted ? Lack.REFUSES_DATES : Lack.NO_TOTAL);
    server.afterEachPage(() -> user("u" + (1_000 + pages.incrementAndGet() * 7 % 300), 5));
    run.later(DAY);

    List<SourceRecord> records = run.until(endedIncomplete());
    records.addAll(run.until(r -> !progress(r).isEmpty()));
    landed.take(records);

    assertThat(Taken.markers(records, USERS)).isEmpty();
    assertThat(landed.rows(USERS)).hasSize(300);
    assertThat(progress(records))
        .contains(
            "\"held\":[\"users: cannot be told to be whole",
            "ask the provider for sort=sourcedId or a filter on dateLastModified on users");
  }

  @Test
  void aListThatDidNotRestIsReadAgainWithinTheHour() throws Exception {
    newestFirst(Lack.REFUSES_DATES);
    server.afterEachPage(() -> user("u" + (1_000 + pages.incrementAndGet() * 7 % 300), 5));
    run.later(DAY);
    run.until(endedIncomplete());
    server.afterEachPage(() -> {});
    run.later(Duration.ofMinutes(61));

    List<SourceRecord> records = run.until(ended(1));

    records.addAll(run.until(r -> !progress(r).isEmpty()));
    assertThat(progress(records)).contains("\"held\":[]");
  }

  /** What changes while the changes themselves are read moves too. */
  @Test
  void aClosingLookThatMovesIsReadUntilItRests() throws Exception {
    newestFirst(Lack.NO_TOTAL);
    run.later(DAY);
    Instant soon = Instant.now().plus(DAY).plusSeconds(3_600);
    int[] changed = {0};
    boolean[] done = {false};
    server.afterEachPage(
        () -> {
          String asked = server.requests().get(server.requests().size() - 1);
          if (changed[0] < 30 && asked.contains("users") && asked.matches(".*offset=[345]0&?.*")) {
            for (int i = 0; i < 10; i++) {
              server.put("users", "u" + (1_100 + changed[0]++), "active", "", soon);
            }
          } else if (!done[0] && asked.contains("users") && asked.contains("dateLastModified")) {
            done[0] = true;
            server.put("users", "u1101", "active", "", soon);
          }
        });

    landed.take(run.until(ended(1)));

    assertThat(changed).containsExactly(30);
    assertThat(done).containsExactly(true);
    assertThat(landed.rows(USERS)).hasSize(300);
    assertThat(landed.removed()).isZero();
  }
}
