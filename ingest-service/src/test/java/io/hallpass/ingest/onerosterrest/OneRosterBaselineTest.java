package io.hallpass.ingest.onerosterrest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.onerosterrest.OneRosterServer.Lack;
import io.hallpass.ingest.rest.Landed;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** What a provider says is to be deleted is not missing, and hides nothing that is. */
class OneRosterBaselineTest extends OneRosterRestFixture {
  private final Landed landed = new Landed();

  private void hadUsers(int count) throws Exception {
    users(count);
    start(100);
    landed.take(run.until(ended(1)));
    assertThat(landed.rows(USERS)).hasSize(count);
  }

  private void announce(int from, int to, Instant when) {
    for (int i = from; i < to; i++) {
      server.put("users", "u" + (1_000 + i), "tobedeleted", "", when);
    }
  }

  private void remove(int from, int to) {
    for (int i = from; i < to; i++) {
      server.remove("users", "u" + (1_000 + i));
    }
  }

  private static Predicate<List<SourceRecord>> announced(int rows) {
    return records ->
        Taken.rows(records, USERS).stream()
                .filter(record -> record.toString().contains("tobedeleted"))
                .count()
            >= rows;
  }

  /** A full pass on another day, whichever way it ends. */
  private List<SourceRecord> pass() throws Exception {
    run.later(DAY);
    return run.until(r -> ended(1).test(r) || endedIncomplete().test(r));
  }

  private void whole(List<SourceRecord> records) {
    assertThat(Taken.incompleteMarkers(records, USERS)).isEmpty();
    landed.take(records);
  }

  @Test
  void rowsThatWereAnnouncedAndThenLeaveTheListAreNotMissing() throws Exception {
    hadUsers(300);
    announce(0, 100, Instant.now().plusSeconds(5));
    run.until(announced(100));
    remove(0, 100);

    whole(pass());

    assertThat(landed.rows(USERS)).hasSize(200);
  }

  @Test
  void rowsThatAreAnnouncedAndStayInTheListForAWhileAreNotMissing() throws Exception {
    hadUsers(300);
    announce(0, 100, Instant.now().plusSeconds(5));
    run.until(announced(100));
    whole(pass());
    remove(0, 100);

    whole(pass());

    assertThat(landed.rows(USERS)).hasSize(200);
  }

  @Test
  void rowsThatAreAnnouncedOnlyToFullPassesAreNotMissing() throws Exception {
    server.lacks(Lack.REFUSES_DATES);
    hadUsers(300);
    announce(0, 100, Instant.now());
    whole(pass());
    remove(0, 100);

    whole(pass());

    assertThat(landed.rows(USERS)).hasSize(200);
  }

  @Test
  void rowsThatWereAnnouncedWhileNobodyLookedAreNotMissing() throws Exception {
    server.lacks(Lack.LISTS_NO_DELETED);
    hadUsers(300);
    run.close();
    announce(0, 100, Instant.now().plusSeconds(5));
    run.later(DAY);
    run.restart();

    List<SourceRecord> records = run.until(r -> ended(1).test(r) || endedIncomplete().test(r));

    assertThat(Taken.incompleteMarkers(records, USERS)).isEmpty();
  }

  /** A look goes further back than the end of the one before. */
  @Test
  void aRowThatIsAnnouncedAgainAndAgainCountsOnce() throws Exception {
    hadUsers(300);
    announce(0, 60, Instant.now().plus(DAY).plus(DAY));
    run.until(announced(180));
    remove(0, 160);

    List<SourceRecord> records = pass();

    assertThat(Taken.markers(records, USERS)).isEmpty();
  }

  /** By then nobody knows any more which rows they were. */
  @Test
  void aRowThatIsAnnouncedAgainAfterARestartCountsOnce() throws Exception {
    hadUsers(300);
    announce(0, 60, Instant.now().plus(DAY).plus(DAY));
    run.until(announced(60));
    run.restart();
    run.until(announced(60));
    remove(0, 120);

    List<SourceRecord> records = pass();

    assertThat(Taken.markers(records, USERS)).isEmpty();
  }

  @Test
  void rowsThatAreAnnouncedWhileNobodyLooksCountBesideThoseOfBefore() throws Exception {
    server.lacks(Lack.LISTS_NO_DELETED);
    hadUsers(300);
    announce(0, 40, Instant.now().plusSeconds(5));
    run.until(announced(40));
    run.close();
    announce(40, 100, Instant.now().plusSeconds(6));
    run.later(DAY);
    run.restart();

    List<SourceRecord> records = run.until(r -> ended(1).test(r) || endedIncomplete().test(r));

    assertThat(Taken.incompleteMarkers(records, USERS)).isEmpty();
  }

  @Test
  void deletedRowsThatStayInTheListDoNotHideThatOthersAreMissing() throws Exception {
    server.lacks(Lack.REFUSES_DATES);
    users(300);
    announce(0, 100, Instant.now());
    start(100);
    run.until(ended(1));
    remove(220, 300);

    List<SourceRecord> records = pass();

    assertThat(Taken.markers(records, USERS)).isEmpty();
  }
}
