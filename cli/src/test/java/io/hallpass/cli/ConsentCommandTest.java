package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.spine.Wait;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningStack.Extension.class)
final class ConsentCommandTest {
  @Test
  void aConsentForAnUnknownStudentHoldsTheGateUntilItIsDismissed(RunningStack stack)
      throws Exception {
    TestDistrict district = stack.district("gated");
    district
        .files()
        .roster()
        .recipient(
            "acme",
            stack.warehouse(),
            "gated_acme",
            "basis: SCHOOL_OFFICIAL, optOutAllowed: true, categories: [NAME, ENROLLMENT]");
    district.applied();
    Wait.until("both students", () -> district.countIn("gated_acme", "student") == 2);

    Command deny =
        stack.on(
            "consent",
            "deny",
            "--district",
            "gated",
            "--student",
            "roster:3",
            "--recipient",
            "acme");

    assertThat(deny.out()).startsWith("recorded deny");
    Wait.until(
        "the gate to close", () -> stack.on("status", "gated").out().contains("gate closed"));
    district.files().write("files/users.csv", "id,first,password\n1,Ada,x\n2,Alan,x\n4,Grace,x\n");
    Wait.until("the new student at home", () -> district.count("student") == 3);
    assertThat(district.countIn("gated_acme", "student")).isEqualTo(2);
    String listed = stack.on("consent", "unmatched", "list", "--district", "gated").out();
    assertThat(listed).contains("roster:3");
    stack.on("consent", "unmatched", "dismiss", "--district", "gated", listed.substring(0, 36));
    Wait.until("the gate to open", () -> district.countIn("gated_acme", "student") == 3);
  }

  @Test
  void consentsOfAVendorsTopicOpenTheGateOnceSomebodySaysThatAllAreThere(RunningStack stack)
      throws Exception {
    TestDistrict district = stack.district("pushed");
    String begin = Files.readString(district.files().dir().resolve("district.yaml"));
    district
        .files()
        .roster()
        .recipient(
            "acme",
            stack.warehouse(),
            "pushed_acme",
            "basis: SCHOOL_OFFICIAL, optOutAllowed: true, categories: [NAME, ENROLLMENT]")
        .write("district.yaml", begin + "consentSources: [office]\n")
        .write("sources/office.yaml", "kind: kafka-topic\nmapping: office\n")
        .write(
            "mappings/office.yaml",
            """
            mapping: office
            resources:
              forms:
                key: [no]
                emit:
                  - entity: consent
                    id: row.no
                    person: { system: roster, value: row.pupil }
                    fields: { decision: "'DENY'" }
            """);
    district.applied();
    publish(stack, district, "{\"no\":\"1\",\"pupil\":\"2\"}");
    Wait.until("both students at home", () -> district.count("student") == 2);
    Wait.until(
        "the gate to be closed", () -> stack.on("status", "pushed").out().contains("gate closed"));
    Wait.until("the partner's empty table", () -> district.countIn("pushed_acme", "student") == 0);

    Command complete =
        stack.on("consent", "complete", "--district", "pushed", "--source", "office");

    assertThat(complete.err()).isEmpty();
    assertThat(complete.out()).isEqualTo("complete: pushed.raw.office.forms\n");
    Wait.until("who did not deny", () -> district.countIn("pushed_acme", "student") == 1);
    assertThat(stack.on("consent", "complete", "--district", "pushed", "--source", "roster").err())
        .contains("is of kind csv");
  }

  private static void publish(RunningStack stack, TestDistrict district, String row)
      throws Exception {
    Map<String, Object> client = stack.endpoints().client();
    try (KafkaProducer<byte[], byte[]> vendor =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] value = row.getBytes(StandardCharsets.UTF_8);
      vendor
          .send(new ProducerRecord<>(district.topics().raw("office", "forms"), value, value))
          .get();
    }
  }

  @Test
  void aDistrictThatIsNotThereIsSaid(RunningStack stack) {
    assertThat(stack.on("consent", "deny", "--district", "atlantis", "--student", "a:b").err())
        .contains("there is no district 'atlantis'");
  }

  @Test
  void allThatIsWrongWithADecisionIsSaidAtOnce(RunningStack stack) {
    assertThat(stack.on("consent", "grant", "--district", "atlantis", "--student", "ab").err())
        .contains("--student must be SYSTEM:VALUE")
        .contains("a grant names a --recipient and each --category");
  }
}
