package io.hallpass.ingest.edfirest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.rest.Http;
import io.hallpass.ingest.rest.Landed;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestRun;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.ingest.row.RowColumns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A resource of an extension, whose name has a slash: beside the standard's of the same name. */
class EdFiExtensionTest {
  private static final String NAME = "tpdm/candidates";
  private static final String ROWS = "everett.raw.sis.tpdm-candidates";
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private final EdFiServer server = new EdFiServer();
  private final Landed landed = new Landed();
  private RestRun run;

  @BeforeEach
  void start() {
    for (int i = 0; i < 100; i++) {
      put("id" + i, "c" + i);
    }
    server.put("candidates", "other", "{\"candidateIdentifier\":\"x\"}", "{\"id\":\"other\"}");
    run = new RestRun(EdFiRestSourceTask::new, settings().connectorConfig());
  }

  @AfterEach
  void stop() {
    run.close();
    server.close();
  }

  private EdFiRestSettings settings() {
    List<String> key = List.of("candidateIdentifier");
    return EdFiRestSettings.of(
        new RestSettings(
            "everett",
            "sis",
            1,
            server.url(),
            server.credentials(),
            new Http(false, 60_000, 60_000, 6, 1, 10, 1_000_000),
            List.of(
                new RestResource(
                    NAME, "data/v3/" + NAME, new RowColumns(key, key), RestResource.JSON)),
            20,
            10,
            Duration.ofHours(24).toMillis()));
  }

  private void put(String id, String candidate) {
    server.put(
        NAME,
        id,
        "{\"candidateIdentifier\":\"" + candidate + "\"}",
        "{\"id\":\"" + id + "\",\"candidateIdentifier\":\"" + candidate + "\"}");
  }

  private List<SourceRecord> take(Predicate<List<SourceRecord>> enough) throws Exception {
    List<SourceRecord> records = run.until(enough);
    landed.take(records);
    return records;
  }

  private static Predicate<List<SourceRecord>> ended() {
    return records -> !Taken.markers(records, ROWS).isEmpty();
  }

  private boolean asksToDecide(SourceRecord record) {
    return record.topic().endsWith(".status") && Taken.text(record.value()).contains("\"decide\"");
  }

  @Test
  void itIsReadWholeAndFollowedAndGoesOnAfterARestart() throws Exception {
    take(ended());
    assertThat(landed.rows(ROWS)).hasSize(100);
    run.close();
    server.remove(NAME, "id3");
    put("id4", "renamed");
    put("id100", "c100");
    run.restart();

    take(records -> Taken.rows(records, ROWS).size() >= 4);

    assertThat(landed.rows(ROWS))
        .hasSize(100)
        .containsKey("{\"candidateIdentifier\":\"renamed\"}")
        .doesNotContainKeys("{\"candidateIdentifier\":\"c3\"}", "{\"candidateIdentifier\":\"c4\"}");
  }

  @Test
  void itsRejectsSayItsNameAndWhereTheyStood() throws Exception {
    server.put(NAME, "bad", "{}", "{\"id\":\"bad\"}");

    List<SourceRecord> records = run.until(r -> !Taken.incompleteMarkers(r, ROWS).isEmpty());

    assertThat(Taken.rejects(records))
        .singleElement()
        .asString()
        .startsWith("MISSING_KEY candidateIdentifier tpdm-candidates " + NAME + "@");
  }

  @Test
  void whatIsHeldOfItCanBeApproved() throws Exception {
    take(ended());
    for (int i = 0; i < 60; i++) {
      server.hide(NAME, "id" + i);
    }
    run.later(Duration.ofHours(25));
    take(records -> !Taken.incompleteMarkers(records, ROWS).isEmpty());
    List<SourceRecord> records = take(told -> told.stream().anyMatch(this::asksToDecide));

    Matcher id =
        ID.matcher(
            records.stream()
                .filter(this::asksToDecide)
                .map(record -> Taken.text(record.value()))
                .findFirst()
                .orElseThrow());
    assertThat(id.find()).isTrue();
    assertThat(id.group(1)).startsWith(NAME + "-40-");
    Map<String, String> config = settings().connectorConfig();
    config.put("intake.approved", id.group(1) + "@" + Instant.now());
    run.reconfigure(config);

    take(ended());

    assertThat(landed.rows(ROWS)).hasSize(40);
  }
}
