package io.hallpass.ingest.edfirest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.rest.RestResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Full passes that lack too much of what was there, as where a claim set was cut. */
class EdFiMissingRowsTest extends EdFiRestFixture {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private List<SourceRecord> untilHeld() throws Exception {
    List<SourceRecord> records = take(r -> Taken.incompleteMarkers(r, ROWS).size() == 2);
    records.addAll(take(said("\"decide\"")));
    assertThat(Taken.markers(records, ROWS)).isEmpty();
    return records;
  }

  private void hide(int from, int to) {
    for (int i = from; i < to; i++) {
      server.hide(NAME, "id" + i);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"offsets", "cursors", "no change queries", "cursors alone"})
  void tooManyMissingRowsWaitForAnOperator(String way) throws Exception {
    rows(100);
    by(way);
    start(20);
    take(ended());
    hide(0, 60);
    run.later(DAY);

    String told = Taken.text(last(untilHeld()).value());

    assertThat(landed.rows(ROWS)).hasSize(100);
    assertThat(told)
        .contains(NAME + ": 40 rows, and the last complete pass had 100: 60 % are gone");
    Matcher id = ID.matcher(told);
    assertThat(id.find()).isTrue();
    Map<String, String> config = settings(20, KEY, RestResource.JSON).connectorConfig();
    // As the command writes it.
    config.put("intake.approved", id.group(1) + "@" + Instant.now());
    run.reconfigure(config);
    take(ended());
    assertThat(landed.rows(ROWS)).hasSize(40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"offsets", "no change queries"})
  void aListThatIsEmptyForAMomentIsNotTheEndOfAll(String way) throws Exception {
    rows(30);
    by(way);
    start(20);
    take(ended());
    hide(0, 30);
    run.later(DAY);
    untilHeld();
    rows(30);
    run.later(Duration.ofMinutes(61));

    take(ended());

    assertThat(landed.rows(ROWS)).hasSize(30);
  }

  private static SourceRecord last(List<SourceRecord> records) {
    return records.stream()
        .filter(record -> record.topic().endsWith(".status"))
        .reduce((before, later) -> later)
        .orElseThrow();
  }
}
