package io.hallpass.ingest.onerosterrest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.onerosterrest.OneRosterServer.Lack;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.row.RowColumns;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A list that says what parents decided: an outage or a refusal is no lack of a filter. */
class OneRosterConsentsTest extends OneRosterRestFixture {
  private static final String LIMIT = "users: a filter on dateLastModified ";

  private void startWith(boolean consents) throws Exception {
    users(30);
    RestResource users =
        new RestResource(
            "users",
            "users",
            new RowColumns(List.of("sourcedId"), List.of("sourcedId", "status")),
            RestResource.JSON,
            consents);
    start(settings(20, List.of(users)));
    run.until(ended(1));
  }

  private void withdraw(String id) {
    server.put("users", id, "tobedeleted", "", Instant.now().plusSeconds(5));
  }

  private static boolean withdrawn(List<SourceRecord> records, String id) {
    return Taken.rows(records, USERS).stream()
        .anyMatch(row -> row.startsWith(key(id)) && row.contains("tobedeleted"));
  }

  private long looks() {
    return server.requests().stream().filter(one -> one.contains("filter=dateLast")).count();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void afterAnOutageOfManyLooksChangesAreAskedForAsBefore(boolean consents) throws Exception {
    startWith(consents);
    server.breaksAt("users");
    long before = looks();
    // A look asks six times.
    List<SourceRecord> records = run.until(r -> looks() > before + 36);
    server.breaksAt();

    withdraw("u1003");
    records.addAll(run.until(r -> withdrawn(r, "u1003")));

    assertThat(progress(records)).doesNotContain("limits");
    assertThat(Taken.markers(records, USERS)).isEmpty();
    assertThat(Taken.incompleteMarkers(records, USERS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 410, 501})
  void aListThatIsRefusedClosesTheGateUntilItWasReadWholeAgain(int status) throws Exception {
    startWith(true);

    server.refuses("users", status);
    List<SourceRecord> lost = run.until(endedIncomplete());
    withdraw("u1003");
    server.refuses("users", 200);
    List<SourceRecord> whole = run.until(ended(1));

    assertThat(withdrawn(whole, "u1003")).isTrue();
    assertThat(position(whole)).isGreaterThan(position(lost));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404})
  void aClientThatIsNotLetInAnyMoreClosesTheGateUntilAllWasReadAgain(int status) throws Exception {
    startWith(true);

    server.refusesTokens(status);
    List<SourceRecord> lost = run.until(endedIncomplete());
    server.refusesTokens(0);
    List<SourceRecord> whole = run.until(ended(1));

    assertThat(position(whole)).isGreaterThan(position(lost));
  }

  @ParameterizedTest
  @EnumSource(
      value = Lack.class,
      names = {"REFUSES_DATES", "IGNORES_DATES", "BREAKS_AT_DATES"})
  void withoutTheFilterTheListIsReadWholeAtEachLookAndTheGateStaysOpen(Lack lack) throws Exception {
    startWith(true);
    server.lacks(lack);
    List<SourceRecord> records = run.until(r -> progress(r).contains(LIMIT));

    withdraw("u1003");
    records.addAll(run.until(r -> withdrawn(r, "u1003")));
    server.remove("users", "u1004");
    // A pass may have been read before, and another be under way.
    records.addAll(run.until(ended(4)));

    assertThat(progress(records))
        .contains("; since it has consents, it is read whole at each look");
    assertThat(Taken.incompleteMarkers(records, USERS)).isEmpty();
    assertThat(landed(records)).doesNotContainKey(key("u1004"));
    server.lacksNothing();
    run.until(r -> !progress(r).isEmpty() && !progress(r).contains("limits"));
  }

  @Test
  void withoutTheFilterAListWithoutConsentsWaitsForTheNextFullPass() throws Exception {
    startWith(false);
    server.lacks(Lack.REFUSES_DATES);
    List<SourceRecord> records = run.until(r -> progress(r).contains(LIMIT + "is refused"));
    server.put("users", "u2000", "");
    run.later(DAY);

    records.addAll(run.until(ended(1)));

    assertThat(progress(records)).contains("every fullHours");
    assertThat(landed(records)).containsKey(key("u2000"));
  }

  /** Of the markers, which alone name a partition. */
  private static long position(List<SourceRecord> records) {
    return records.stream()
        .filter(record -> record.topic().equals(USERS) && record.kafkaPartition() != null)
        .mapToLong(Taken::position)
        .findFirst()
        .orElseThrow();
  }
}
