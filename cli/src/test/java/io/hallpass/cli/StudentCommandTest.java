package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.kafka.TopicReader;
import io.hallpass.cli.spine.Wait;
import io.hallpass.runtime.topics.RawHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningStack.Extension.class)
final class StudentCommandTest {
  private static final String TERMS =
      "basis: SCHOOL_OFFICIAL, optOutAllowed: true, categories: [NAME, ENROLLMENT, ATTENDANCE, IDENTIFIER]";

  private static Command student(RunningStack stack, String district, String... args) {
    List<String> all = new ArrayList<>(List.of("student", args[0], "--district", district));
    all.addAll(List.of(args).subList(1, args.length));
    return stack.on(all.toArray(String[]::new));
  }

  @Test
  void whatIsDeniedOfOneIsDeniedOfBothFromAMergeOnAndASplitBringsTheIdBack(RunningStack stack)
      throws Exception {
    TestDistrict district = stack.district("twins");
    district.files().roster().recipient("acme", stack.warehouse(), "twins_acme", TERMS);
    district.applied();
    Wait.until("both students", () -> district.countIn("twins_acme", "student") == 2);
    stack.on(
        "consent", "deny", "--district", "twins", "--student", "roster:1", "--category", "NAME");
    Wait.until("the name to go", () -> names(district) == 1);

    Command merge =
        student(
            stack,
            "twins",
            "merge",
            "--keep",
            "roster:1",
            "--duplicate",
            "roster:2",
            "--by",
            "Jo",
            "--form",
            "F-7");

    assertThat(merge.out()).startsWith("recorded merge of roster:2 into roster:1");
    Wait.until("one student with two records", () -> ids(district) == 1 && students(district) == 2);
    assertThat(names(district)).isZero();
    String kept = district.text("SELECT student_id::text FROM twins_acme.student LIMIT 1");
    assertThat(student(stack, "twins", "list").out())
        .contains("merged  roster:2  into  roster:1")
        .contains("Jo  F-7");
    Wait.until(
        "the days at home to be one student's",
        () ->
            district.number("SELECT count(DISTINCT student_id) FROM twins.attendance_event") == 1);

    student(stack, "twins", "split", "--duplicate", "roster:2");

    Wait.until("two students again", () -> ids(district) == 2 && sameIds(district));
    assertThat(
            district.number(
                "SELECT count(*) FROM twins_acme.student WHERE student_id = '" + kept + "'"))
        .isEqualTo(1);
    assertThat(names(district)).as("names while the denial stays with both").isZero();
    stack.on(
        "consent", "revoke", "--district", "twins", "--student", "roster:2", "--category", "NAME");
    Wait.until("the name where it was revoked", () -> names(district) == 1);
    assertThat(everSent(stack, district, "Alan"))
        .as("records with the name of the duplicate that the partner ever got")
        .hasSize(2)
        .noneMatch(key -> key.startsWith(kept));
  }

  private static long students(TestDistrict district) throws Exception {
    return district.countIn("twins_acme", "student");
  }

  private static long ids(TestDistrict district) throws Exception {
    return district.number("SELECT count(DISTINCT student_id) FROM twins_acme.student");
  }

  private static boolean sameIds(TestDistrict district) throws Exception {
    return district.number(
            "SELECT count(*) FROM twins_acme.student s JOIN twins_acme.attendance_event a USING"
                + " (student_id)")
        == 2;
  }

  private static long names(TestDistrict district) throws Exception {
    return district.number("SELECT count(*) FROM twins_acme.student WHERE given_name IS NOT NULL");
  }

  /** The keys of all records that ever were released with this value. */
  private static List<String> everSent(RunningStack stack, TestDistrict district, String value) {
    List<String> keys = new ArrayList<>();
    new TopicReader(stack.endpoints())
        .all(
            district.topics().released("acme"),
            record -> {
              byte[] bytes = record.value() == null ? new byte[0] : record.value();
              if (new String(bytes, StandardCharsets.ISO_8859_1).contains(value)) {
                keys.add(new String(record.key(), StandardCharsets.UTF_8));
              }
            });
    return keys;
  }

  @Test
  void everythingThatIsWrongWithAMergeIsSaidAndNothingIsRecorded(RunningStack stack)
      throws Exception {
    TestDistrict district = stack.district("mistakes");
    district.files().roster();
    district.applied();
    Wait.until("both students", () -> district.count("student") == 2);

    assertThat(
            student(stack, "mistakes", "merge", "--keep", "one", "--duplicate", "Roster:2").err())
        .contains("--keep must be SYSTEM:VALUE")
        .contains("--duplicate must be SYSTEM:VALUE");
    assertThat(
            student(stack, "mistakes", "merge", "--keep", "roster:1", "--duplicate", "roster:1")
                .err())
        .contains("a student is not merged with itself");
    assertThat(student(stack, "mistakes", "split", "--duplicate", "roster:2").err())
        .contains("roster:2 is merged into nobody");
    assertThat(student(stack, "atlantis", "merge", "--keep", "a:1", "--duplicate", "a:2").err())
        .contains("there is no district 'atlantis'");
    assertThat(student(stack, "mistakes", "list").out()).isEqualTo("no students were merged\n");
  }

  @Test
  void aMergeIsSaidOnceAndAChainOfThemIsRefused(RunningStack stack) throws Exception {
    TestDistrict district = stack.district("chains");
    district.files().roster();
    district.applied();
    Wait.until("both students", () -> district.count("student") == 2);
    student(stack, "chains", "merge", "--keep", "roster:1", "--duplicate", "roster:2");

    assertThat(
            student(stack, "chains", "merge", "--keep", "roster:1", "--duplicate", "roster:2")
                .out())
        .startsWith("already merged");
    assertThat(
            student(stack, "chains", "merge", "--keep", "roster:3", "--duplicate", "roster:2")
                .err())
        .contains("merged into roster:1 already; split it first");
    assertThat(
            student(stack, "chains", "merge", "--keep", "roster:2", "--duplicate", "roster:3")
                .err())
        .contains("--keep is merged into roster:1 itself; keep that one");
    assertThat(
            student(stack, "chains", "merge", "--keep", "roster:3", "--duplicate", "roster:1")
                .err())
        .contains("roster:2 is merged into --duplicate");
    student(stack, "chains", "split", "--duplicate", "roster:2");
    student(stack, "chains", "merge", "--keep", "roster:nobody", "--duplicate", "roster:2");
    Wait.until(
        "the merge that cannot be done to be reported",
        () ->
            student(stack, "chains", "list")
                .out()
                .contains("one of the two was never registered as a student"));
    Wait.until(
        "two students again",
        () -> district.number("SELECT count(DISTINCT student_id) FROM chains.student") == 2);
    assertThat(student(stack, "chains", "list", "--json").out())
        .contains("\"kept\":\"roster:nobody\"", "\"reason\":\"NEVER_REGISTERED\"");
  }

  @Test
  void aSplitIsActedUponAlsoWhenTheMergeCameFromAFastClock(RunningStack stack) throws Exception {
    TestDistrict district = stack.district("clocks");
    district.files().roster();
    district.applied();
    Wait.until("both students", () -> district.count("student") == 2);
    mergedInTenMinutes(stack, district);
    Wait.until("one student", () -> registered(district) == 1);

    student(stack, "clocks", "split", "--duplicate", "roster:2");

    Wait.until("two students", () -> registered(district) == 2);
  }

  private static long registered(TestDistrict district) throws Exception {
    return district.number("SELECT count(DISTINCT student_id) FROM clocks.student");
  }

  private static void mergedInTenMinutes(RunningStack stack, TestDistrict district)
      throws Exception {
    String key = "{\"personSystem\":\"roster\",\"personValue\":\"2\"}";
    String row =
        "{\"personSystem\":\"roster\",\"personValue\":\"2\",\"keptSystem\":\"roster\","
            + "\"keptValue\":\"1\",\"decision\":\"MERGE\"}";
    ProducerRecord<byte[], byte[]> merge =
        new ProducerRecord<>(
            district.topics().raw("hallpass", "students"),
            key.getBytes(StandardCharsets.UTF_8),
            row.getBytes(StandardCharsets.UTF_8));
    long position = Instant.now().plus(Duration.ofMinutes(10)).toEpochMilli();
    merge.headers().add(RawHeaders.POSITION, RawHeaders.position(position));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            stack.endpoints().client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(merge).get();
    }
  }
}
