package io.hallpass.ingest.edfirest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.rest.ApiServer.Trouble;
import io.hallpass.ingest.rest.Http;
import io.hallpass.ingest.rest.Landed;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestRun;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.ingest.row.RowColumns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdFiRestTest {
  private static final String NAME = "studentSchoolAssociations";
  private static final String ROWS = "everett.raw.sis.student-school-associations";
  private static final Duration DAY = Duration.ofHours(25);
  private static final List<String> KEY =
      List.of("entryDate", "schoolReference/schoolId", "studentReference/studentUniqueId");

  private final EdFiServer server = new EdFiServer();
  private final Landed landed = new Landed();
  private RestRun run;

  @AfterEach
  void stop() {
    if (run != null) {
      run.close();
    }
    server.close();
  }

  private EdFiRestSettings settings(int pageSize, List<String> key, String accept) {
    List<String> columns = new ArrayList<>(key);
    columns.add("note");
    RestResource resource =
        new RestResource(NAME, "data/v3/ed-fi/" + NAME, new RowColumns(key, columns), accept);
    RestSettings rest =
        new RestSettings(
            "everett",
            "sis",
            2,
            server.url(),
            server.credentials(),
            new Http(false, 2_000, 1_000, 6, 1, 10, 1_000_000),
            List.of(resource),
            pageSize,
            10,
            Duration.ofHours(24).toMillis());
    return EdFiRestSettings.of(rest);
  }

  private void start(int pageSize) {
    start(settings(pageSize, KEY, RestResource.JSON));
  }

  private void start(EdFiRestSettings settings) {
    run = new RestRun(EdFiRestSourceTask::new, settings.connectorConfig());
  }

  private void rows(int count) {
    server.has(NAME);
    for (int i = 0; i < count; i++) {
      put("id" + i, "s" + i, "first");
    }
  }

  private void put(String id, String student, String note) {
    server.put(
        NAME,
        id,
        "{\"entryDate\":\"2026-08-24\",\"schoolId\":17,\"studentUniqueId\":\"" + student + "\"}",
        "{\"id\":\""
            + id
            + "\",\"schoolReference\":{\"schoolId\":17,\"link\":{\"rel\":\"School\"}},"
            + "\"studentReference\":{\"studentUniqueId\":\""
            + student
            + "\"},\"entryDate\":\"2026-08-24\",\"note\":\""
            + note
            + "\",\"ssn\":\"CANARY-ssn\"}");
  }

  private static String key(String student) {
    return "{\"entryDate\":\"2026-08-24\",\"schoolReference/schoolId\":\"17\","
        + "\"studentReference/studentUniqueId\":\""
        + student
        + "\"}";
  }

  private static String value(String student, String note) {
    return key(student).replace("}", ",\"note\":\"" + note + "\"}");
  }

  private static Predicate<List<SourceRecord>> ended() {
    return records -> Taken.markers(records, ROWS).size() == 2;
  }

  private static Predicate<List<SourceRecord>> came(int rows) {
    return records -> Taken.rows(records, ROWS).size() >= rows;
  }

  private static Predicate<List<SourceRecord>> said(String words) {
    return records ->
        records.stream()
            .filter(record -> record.topic().endsWith(".status"))
            .anyMatch(record -> Taken.text(record.value()).contains(words));
  }

  private List<SourceRecord> take(Predicate<List<SourceRecord>> enough) throws Exception {
    List<SourceRecord> records = run.until(enough);
    landed.take(records);
    return records;
  }

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

  private void by(String way) {
    if (way.contains("cursors")) {
      server.withCursors();
    }
    if (way.equals("no change queries") || way.equals("cursors alone")) {
      server.withoutChangeQueries();
    }
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

  @Test
  void aRowThatIsRefusedLeavesThePassIncomplete() throws Exception {
    rows(5);
    server.put(NAME, "bad", "{}", "{\"id\":\"bad\",\"entryDate\":null}");
    start(50);

    List<SourceRecord> records = run.until(r -> Taken.incompleteMarkers(r, ROWS).size() == 2);

    assertThat(Taken.rejects(records))
        .singleElement()
        .asString()
        .startsWith("MISSING_KEY entryDate student-school-associations " + NAME + "@");
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
