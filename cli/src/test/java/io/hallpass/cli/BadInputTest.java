package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.spine.Wait;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What cannot be taken is rejected with a code, and stops nothing else. */
@ExtendWith(RunningStack.Extension.class)
final class BadInputTest {
  @Test
  void badRowsAreRejectedWithACodeAndStopNoOthers(RunningStack stack) {
    TestDistrict district = stack.district("badrows");
    district
        .files()
        .roster()
        .write(
            "files/days.csv",
            """
            id,day,code
            1,2026-09-01,Present
            2,yesterday,Present
            1,2026-09-02
            ,2026-09-03,Present
            1,2026-09-04,Whatever
            9,2026-09-01,Present
            """);

    district.applied();

    Wait.until(
        "the good rows",
        () -> district.count("attendance_event") == 2 && district.count("student") == 2);
    Wait.until("the bad rows", () -> district.rejected().size() == 3);
    assertThat(district.rejected())
        .containsExactlyInAnyOrder(
            "INVALID_DATE attendance-event.eventDate", "CELL_COUNT ", "MISSING_KEY id");
    Wait.until(
        "the row of a student nobody registered to be counted as waiting",
        () -> {
          String json = stack.on("status", "badrows", "--json").out();
          return json.contains("\"waiting\" : 1") && json.contains("\"rejected\" : 3");
        });
    assertThat(stack.on("status", "badrows").out()).contains("waiting");
  }

  @Test
  void aVendorsAvroWithAnUnknownSchemaIsRejectedAndItsJsonTaken(RunningStack stack)
      throws Exception {
    TestDistrict district = stack.district("vendor");
    district
        .files()
        .roster()
        .write("sources/push.yaml", "kind: kafka-topic\nmapping: push\n")
        .write(
            "mappings/push.yaml",
            """
            mapping: push
            resources:
              marks:
                key: [no]
                emit:
                  - entity: assessment-result
                    id: row.no
                    person: { system: roster, value: row.pupil }
                    fields: { assessmentTitle: row.title }
            """);
    district.applied();
    String json = "{\"no\":7,\"pupil\":\"1\",\"title\":\"Algebra\"}";

    send(stack, district, new byte[] {0, 0, 0, 18, 103, 2, 2});
    send(stack, district, json.getBytes(StandardCharsets.UTF_8));

    Wait.until("the JSON row", () -> district.count("assessment_result") == 1);
    Wait.until("the reject", () -> district.rejected().equals(List.of("UNKNOWN_SCHEMA ")));
  }

  private static void send(RunningStack stack, TestDistrict district, byte[] value)
      throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.endpoints().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(district.topics().raw("push", "marks"), value)).get();
    }
  }
}
