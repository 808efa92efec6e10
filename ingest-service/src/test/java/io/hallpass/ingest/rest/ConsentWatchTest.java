package io.hallpass.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.row.RawRecords;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.runtime.topics.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class ConsentWatchTest {
  private static final String FORMS = "everett.raw.sis.forms";

  private final List<SourceRecord> sent = new ArrayList<>();
  private final Reader reader = new Reader();

  private static RestSettings settings(boolean consents) {
    RowColumns columns = new RowColumns(List.of("id"), List.of("id"));
    return new RestSettings(
        "everett",
        "sis",
        2,
        "http://127.0.0.1:1",
        new Credentials("http://127.0.0.1:1/token", "id", "secret", "", false),
        new Http(false, 60_000, 60_000, 6, 1, 10, 1_000_000),
        List.of(new RestResource("forms", "forms", columns, RestResource.JSON, consents)),
        50,
        10,
        3_600_000);
  }

  private Out reading(boolean consents) {
    return new ConsentWatch(settings(consents), sent::addAll).reading(reader);
  }

  private static SourceRecord rejected(ResourceState offset) {
    RawRecords records =
        new RawRecords("everett", "sis", 2, ResourceRecords.partition(settings(true), "forms"));
    return records.reject(offset.map(), null, ErrorCode.UNREADABLE_ROW, null, "forms", "forms@7#1");
  }

  /** What is behind the row may be that it need not be read again, and then the server is away. */
  @Test
  void theGateIsClosedBeforeTheRowWithWhichTheReadingSaysThatItIsDone() throws Exception {
    reader.state = reader.state.since("then");
    Out out = reading(true);
    reader.state = reader.state.numbered(7);

    out.send(List.of(rejected(reader.state.since("now"))));

    assertThat(sent).hasSize(3);
    List<SourceRecord> first = sent.subList(0, 2);
    assertThat(Taken.incompleteMarkers(first, FORMS)).hasSize(2);
    assertThat(first)
        .allSatisfy(
            marker -> {
              assertThat(Taken.position(marker)).isEqualTo(7);
              assertThat(marker.sourceOffset().get("since")).isEqualTo("then");
            });
  }

  @Test
  void itIsClosedOnceAReading() throws Exception {
    Out out = reading(true);
    out.send(List.of(rejected(reader.state)));
    out.send(List.of(rejected(reader.state)));

    assertThat(Taken.incompleteMarkers(sent, FORMS)).hasSize(2);
  }

  @Test
  void rejectedRowsOfOtherResourcesCloseNothing() throws Exception {
    reading(false).send(List.of(rejected(reader.state)));

    assertThat(sent).hasSize(1);
  }

  private static final class Reader implements ResourceReader {
    private ResourceState state = ResourceState.none("columns");

    @Override
    public String resource() {
      return "forms";
    }

    @Override
    public ResourceState state() {
      return state;
    }

    @Override
    public boolean read(Out out) {
      return false;
    }

    @Override
    public void readWhole() {}

    @Override
    public String advice() {
      return "";
    }
  }
}
