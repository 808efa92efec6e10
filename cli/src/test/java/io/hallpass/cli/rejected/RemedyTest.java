package io.hallpass.cli.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.RawHeaders;
import io.hallpass.runtime.topics.RejectHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RemedyTest {
  private static final DistrictTopics TOPICS = new DistrictTopics("everett");
  private static final Map<String, String> KINDS =
      Map.of("roster", "oneroster-csv", "push", "kafka-topic");

  private static Rejection rejection(
      String source, String code, String column, String at, boolean keyed, boolean kept) {
    return new Rejection(code, column, source, "users", at, Instant.EPOCH, keyed, kept);
  }

  @ParameterizedTest
  @CsvSource({
    "roster, INVALID_DATE, student.x, everett.raw.roster.users-0@7, true, true, APPLY",
    "roster, INVALID_DATE, student.x, everett, true, true, APPLY",
    "push, INVALID_DATE, student.x, everett.normalize.rekeyed-0@7, true, true, APPLY",
    "roster, UNREADABLE_VALUE, photo, everett.raw.roster.users-0@7, true, true, SOURCE",
    "roster, CELL_COUNT, '', users.csv:7, false, false, SOURCE",
    "roster, DUPLICATE_KEY, id, users.csv:7, false, true, SOURCE",
    "push, MISSING_KEY, id, everett.raw.push.users-0@7, true, false, REPLAY",
    "push, UNKNOWN_SCHEMA, '', everett.raw.push.users-0@7, false, false, REPLAY",
    "push, UNMAPPED_RESOURCE, '', everett.raw.push.users-0@7, true, false, REPLAY",
    "push, MISSING_KEY, id, other.raw.push.users-0@7, true, false, SOURCE",
    "roster, UNMAPPED_RESOURCE, '', everett.raw.roster.users-0@7, true, false, SOURCE",
    "left, INVALID_DATE, '', everett.raw.left.users-0@7, true, true, SOURCE"
  })
  void aRowIsMendedWhereItIsKept(
      String source,
      String code,
      String column,
      String at,
      boolean keyed,
      boolean kept,
      Remedy remedy) {
    assertThat(Remedy.of(rejection(source, code, column, at, keyed, kept), KINDS, TOPICS))
        .isEqualTo(remedy);
  }

  @Test
  void countsHaveOneLineForWhatIsAlike() {
    RejectedCounts counts = new RejectedCounts();
    counts.add(rejection("roster", "INVALID_DATE", "student.x", "a", true, true), Remedy.APPLY);
    counts.add(rejection("roster", "INVALID_DATE", "student.x", "b", true, true), Remedy.APPLY);
    counts.add(rejection("roster", "CELL_COUNT", "", "c:1", false, false), Remedy.SOURCE);

    assertThat(counts.lines())
        .anyMatch(line -> line.matches("2 +roster +users +INVALID_DATE +student.x +1970.* apply"))
        .anyMatch(line -> line.matches("1 +roster +users +CELL_COUNT +1970.* source"))
        .anyMatch(line -> line.startsWith("CELL_COUNT: nothing of it is kept"));
    assertThat(counts.json().at("/1/rows").asLong()).isEqualTo(2);
  }

  @Test
  void theNewestRowsAreShown() {
    RejectedList list = new RejectedList(2);
    for (int i = 1; i <= 3; i++) {
      Instant when = Instant.ofEpochSecond(i);
      list.add(
          new Rejection("CELL_COUNT", "", "roster", "users", "u.csv:" + i, when, false, false),
          Remedy.SOURCE);
    }

    assertThat(list.lines())
        .containsExactly(
            "1 older ones are not shown; --limit shows more",
            "1970-01-01T00:00:02Z  CELL_COUNT  -  roster.users  u.csv:2  source",
            "1970-01-01T00:00:03Z  CELL_COUNT  -  roster.users  u.csv:3  source");
  }

  @Test
  void aRowGoesAgainWithThePositionItHad() {
    ProducerRecord<byte[], byte[]> once = Replay.again(record(7, 1_000, new RecordHeaders()));
    ProducerRecord<byte[], byte[]> twice = Replay.again(record(9, 5_000, once.headers()));

    for (var record : java.util.List.of(once, twice)) {
      assertThat(RawHeaders.position(record.headers())).hasValue(1_000);
      assertThat(RejectHeaders.text(record.headers(), RawHeaders.REPLAYED))
          .isEqualTo("everett.raw.push.users-3@7");
      assertThat(record.partition()).isEqualTo(3);
      assertThat(new String(record.value(), StandardCharsets.UTF_8)).isEqualTo("value");
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(
      long offset, long time, org.apache.kafka.common.header.Headers headers) {
    return new ConsumerRecord<>(
        "everett.raw.push.users",
        3,
        offset,
        time,
        TimestampType.CREATE_TIME,
        3,
        5,
        "key".getBytes(StandardCharsets.UTF_8),
        "value".getBytes(StandardCharsets.UTF_8),
        headers,
        Optional.empty());
  }
}
