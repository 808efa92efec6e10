package io.hallpass.ingest.onerosterrest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.onerosterrest.OneRosterServer.Lack;
import io.hallpass.ingest.rest.ApiServer;
import io.hallpass.ingest.rest.ApiServer.Trouble;
import io.hallpass.ingest.rest.Http;
import io.hallpass.ingest.rest.Landed;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestRun;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.ingest.row.RowColumns;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages, restarts, and servers that do not do as they should. */
class OneRosterRestTroubleTest extends OneRosterRestFixture {
  @Test
  void aServerWithoutFiltersAndOrderIsReadWholeByOffsets() throws Exception {
    users(0);
    IntStream.range(0, 95).forEach(i -> user("u" + (2_000 - i), i));
    server.lacks(Lack.REFUSES_FILTERS, Lack.REFUSES_DATES, Lack.REFUSES_SORTING, Lack.NO_TOTAL);
    start(20);

    assertThat(landed(run.until(ended(1)))).hasSize(95);
  }

  @ParameterizedTest
  @EnumSource(
      value = Lack.class,
      names = {"NO_TOTAL", "REFUSES_FILTERS"})
  void pagesAreMadeSmallerUntilTheServerTakesThem(Lack lack) throws Exception {
    users(90);
    server.pagesOfAtMost(30, true);
    server.lacks(lack);
    start(200);

    assertThat(landed(run.until(ended(1)))).hasSize(90);
  }

  @Test
  void aServerThatGivesFewerRowsThanAskedIsReadToItsEnd() throws Exception {
    users(90);
    server.pagesOfAtMost(7, false);
    start(50);

    assertThat(landed(run.until(ended(1)))).hasSize(90);
  }

  @Test
  void aResourceThatIsRefusedIsHeldAndTheOthersGoOn() throws Exception {
    users(5);
    server.meets(Trouble.FORBIDDEN);
    start(100);

    List<SourceRecord> records = run.until(said("\"held\":[\"orgs: HTTP 403"));

    assertThat(Taken.markers(records, USERS)).hasSize(3);
    assertThat(Taken.markers(records, ORGS)).isEmpty();
    List<SourceRecord> later = run.until(r -> Taken.markers(r, ORGS).size() == 3);
    later.addAll(run.until(r -> !progress(r).isEmpty()));
    assertThat(progress(later)).contains("\"held\":[]");
  }

  @Test
  void aResourceTheServerDoesNotHaveIsAbsentAndTheOthersAreRead() throws Exception {
    server.put("users", "u1", "");
    start(100);

    List<SourceRecord> records = run.until(said("\"absent\":[\"orgs\"],\"held\":[]"));

    assertThat(landed(records)).hasSize(1);
  }

  @Test
  void aServerThatHasNoneOfTheResourcesIsSaidToBeTheWrongOne() throws Exception {
    start(100);

    run.until(said("the server has none of the resources; is url right?"));
  }

  @Test
  void wrongCredentialsHoldTheSourceUntilTheyAreRight() throws Exception {
    users(5);
    start(100);
    run.close();
    run =
        new RestRun(
            OneRosterRestSourceTask::new, Map.copyOf(changed("client.secret", "CANARY-wrong")));

    List<SourceRecord> records = run.until(said("client id, secret or scope is refused"));

    assertThat(records).noneMatch(r -> Taken.everything(r).contains("CANARY"));
    run.reconfigure(changed("client.secret", ApiServer.SECRET));
    assertThat(landed(run.until(ended(1)))).hasSize(5);
  }

  private Map<String, String> changed(String key, String value) {
    RestResource users =
        new RestResource(
            "users",
            "users",
            new RowColumns(List.of("sourcedId"), List.of("sourcedId")),
            RestResource.JSON);
    RestSettings rest =
        new RestSettings(
            "everett",
            "sis",
            3,
            server.url() + "/ims/oneroster/v1p1",
            server.credentials(),
            new Http(false, 60_000, 60_000, 2, 1, 10, 1_000_000),
            List.of(users),
            100,
            10,
            1_000_000);
    Map<String, String> config = OneRosterRestSettings.of(rest).connectorConfig();
    config.put(key, value);
    return config;
  }

  @Test
  void aRowThatIsRefusedLeavesThePassIncomplete() throws Exception {
    users(5);
    server.put("users", "u1002", "\"orgs\":" + "[".repeat(100) + "1" + "]".repeat(100));
    start(100);

    List<SourceRecord> records = run.until(r -> Taken.incompleteMarkers(r, USERS).size() == 3);

    assertThat(landed(records)).hasSize(4);
    assertThat(Taken.markers(records, USERS)).isEmpty();
    assertThat(Taken.rejects(records))
        .isNotEmpty()
        .allMatch(reject -> reject.matches("UNREADABLE_ROW  users users@\\d+#\\d null"));
  }

  @Test
  void aRestartInTheMidstLosesNothing() throws Exception {
    users(300);
    start(10);
    Landed landed = new Landed();
    for (int i = 0; i < 12; i++) {
      List<SourceRecord> some = run.poll();
      landed.take(some);
      some.forEach(run::commit);
    }
    run.restart();

    landed.take(run.until(ended(1)));

    assertThat(landed.rows(USERS)).hasSize(300);
  }

  @Test
  void whatWasReadIsNotReadAgainAfterARestart() throws Exception {
    users(30);
    start(10);
    run.until(ended(1));
    run.restart();
    server.put("users", "u1003", "active", "", Instant.now().plusSeconds(5));

    List<SourceRecord> records = run.until(r -> Taken.rows(r, USERS).size() >= 1);

    assertThat(landed(records)).hasSize(1);
    assertThat(Taken.markers(records, USERS)).isEmpty();
  }

  @Test
  void aMappingThatCollectsAnotherColumnReadsAllAgain() throws Exception {
    users(30);
    start(10);
    run.until(ended(1));

    run.reconfigure(changed("page.size", "10"));

    assertThat(landed(run.until(ended(1)))).hasSize(30);
  }

  @Test
  void troublesThatPassLoseNothing() throws Exception {
    long seed = 4711;
    users(400);
    server.troubled(new java.util.Random(seed), 6);
    server.tokensEndAfter(9);
    start(10);

    Map<String, String> landed = landed(run.until(ended(1)));

    assertThat(landed).as("seed %d", seed).hasSize(400);
    assertThat(server.tokens()).isGreaterThan(4);
  }
}
