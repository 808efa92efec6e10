package io.hallpass.ingest.onerosterrest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.ingest.Taken;
import io.hallpass.ingest.onerosterrest.OneRosterServer.Lack;
import io.hallpass.ingest.rest.Landed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Full passes that lack too much of what was there. */
class MissingRowsTest extends OneRosterRestFixture {
  private final Landed landed = new Landed();

  private void hadUsers(int count) throws Exception {
    users(count);
    start(100);
    landed.take(run.until(ended(1)));
    assertThat(landed.rows(USERS)).hasSize(count);
  }

  private void leave(int count) {
    new ArrayList<>(server.items("users").keySet())
        .stream().skip(count).forEach(id -> server.remove("users", id));
  }

  private JsonNode untilHeld() throws Exception {
    run.later(DAY);
    List<SourceRecord> records = run.until(endedIncomplete());
    records.addAll(run.until(said("\"decide\"")));
    landed.take(records);
    assertThat(Taken.markers(records, USERS)).isEmpty();
    return new ObjectMapper().readTree(progress(records));
  }

  /** As the command writes it. */
  private void approved(String id) {
    decided("intake.approved", id + "@" + Instant.now());
  }

  private void decided(String key, String id) {
    Map<String, String> config = new OneRosterRestSettings(settings(100), 0).connectorConfig();
    config.put(key, id);
    run.reconfigure(config);
  }

  @Test
  void aListThatIsEmptyForAMomentIsNotTheEndOfAllChildren() throws Exception {
    hadUsers(300);
    List<String> ids = new ArrayList<>(server.items("users").keySet());
    leave(0);

    JsonNode status = untilHeld();

    assertThat(landed.rows(USERS)).hasSize(300);
    assertThat(status.path("held").get(0).asText())
        .startsWith("users: 0 rows, and the last complete pass had 300: 100 % are gone, the limit")
        .contains("approve or discard users-0-");
    assertThat(status.path("resources").path("users").path("complete").asBoolean()).isFalse();
    ids.forEach(id -> user(id, 1));
    run.later(Duration.ofMinutes(61));
    landed.take(run.until(ended(1)));
    assertThat(landed.rows(USERS)).hasSize(300);
  }

  @Test
  void aHoldIsThereToDecideInTheShapeOfHeldSets() throws Exception {
    hadUsers(300);
    leave(200);

    JsonNode decide = untilHeld().path("decide");

    assertThat(decide).hasSize(1);
    assertThat(decide.get(0).path("id").asText()).matches("users-200-[0-9a-z]+");
    assertThat(decide.get(0).path("set").asText()).isEqualTo("users");
    assertThat(decide.get(0).path("approvable").asBoolean()).isTrue();
    assertThat(decide.get(0).path("table")).hasToString("[[\"users\",\"\",300,200,100,0,0,true]]");
  }

  @Test
  void anApprovedLossIsTakenAtOnceAndNoLaterOneWithIt() throws Exception {
    hadUsers(300);
    leave(200);
    String id = untilHeld().path("decide").get(0).path("id").asText();
    approved(id);

    landed.take(run.until(ended(1)));

    assertThat(landed.rows(USERS)).hasSize(200);
    for (int i = 0; i < 300; i++) {
      user("u" + (1_000 + i), i);
    }
    run.later(DAY);
    landed.take(run.until(ended(1)));
    leave(200);
    assertThat(untilHeld().path("decide").get(0).path("id").asText()).isNotEqualTo(id);
    assertThat(landed.rows(USERS)).hasSize(300);
  }

  @Test
  void anApprovalOfMoreRowsThanAreThereIsNone() throws Exception {
    hadUsers(300);
    leave(200);
    String id = untilHeld().path("decide").get(0).path("id").asText();
    leave(150);
    approved(id);

    List<SourceRecord> records = run.until(said("users-150-"));

    landed.take(records);
    assertThat(Taken.markers(records, USERS)).isEmpty();
    assertThat(landed.rows(USERS)).hasSize(300);
  }

  @Test
  void aDiscardedLossStaysHeldAndCanBeApprovedAfterAll() throws Exception {
    hadUsers(300);
    leave(200);
    String id = untilHeld().path("decide").get(0).path("id").asText();
    decided("intake.discarded", id);

    String said = progress(run.until(said("(discarded)")));

    JsonNode decide = new ObjectMapper().readTree(said).path("decide").path(0);
    assertThat(decide.path("id").asText()).isEqualTo(id);
    assertThat(decide.path("reasons").path(0).asText()).startsWith("discarded: users: 200 rows");
    approved(id);
    landed.take(run.until(ended(1)));
    assertThat(landed.rows(USERS)).hasSize(200);
  }

  /** A denial, say: only the taking back waits for an operator. */
  @Test
  void rowsOfAHeldPassAreSent() throws Exception {
    hadUsers(300);
    leave(200);
    server.put("users", "new", "active", "", Instant.now().minusSeconds(3_600));

    untilHeld();

    assertThat(landed.rows(USERS)).hasSize(301).containsKey(key("new"));
  }

  @Test
  void aRowThatCameTwiceByOffsetsIsNotCountedTwice() throws Exception {
    server.lacks(Lack.REFUSES_FILTERS, Lack.REFUSES_DATES);
    users(300);
    start(20);
    landed.take(run.until(ended(1)));
    leave(290);
    run.later(DAY);
    landed.take(run.until(ended(1)));
    leave(262);
    run.later(DAY);

    landed.take(run.until(ended(1)));

    assertThat(landed.rows(USERS)).hasSize(262);
  }

  @Test
  void anotherMappingDoesNotForgetHowManyThereWere() throws Exception {
    hadUsers(300);
    leave(0);
    Map<String, String> config = new OneRosterRestSettings(settings(100), 0).connectorConfig();
    config.put("resources", config.get("resources").replace("\"status\",", ""));
    run.reconfigure(config);

    landed.take(run.until(endedIncomplete()));

    assertThat(landed.rows(USERS)).hasSize(300);
  }
}
