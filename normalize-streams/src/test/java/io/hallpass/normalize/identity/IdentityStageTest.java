package io.hallpass.normalize.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.normalize.identity.Message.Dismiss;
import io.hallpass.normalize.identity.Message.Move;
import io.hallpass.normalize.identity.Message.Put;
import io.hallpass.normalize.identity.Message.Remove;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdentityStageTest {
  private final Recorder at = new Recorder();

  private static ItemId item(String entity, int id) {
    return new ItemId(entity, new UUID(0, id));
  }

  private static MappedRecord record(Role role, String value, String... also) {
    return new MappedRecord(role, List.of(also), value.equals("deny"), value.getBytes(UTF_8));
  }

  private static Put put(String person, String entity, String value, String... also) {
    return new Put(person, item(entity, 0), 1, 1, true, record(Role.STUDENT, value, also));
  }

  private static Put register(String person, Registration registration, int id) {
    return new Put(person, item("registration", id), 1, 1, true, registration);
  }

  private static Put student(String person, int id) {
    return register(person, Registration.student(), id);
  }

  private static Remove remove(String person, String entity, int id) {
    return new Remove(person, item(entity, id), 2, 1);
  }

  @Test
  void consentsComeInFrontOfTheIdentityAndRecordsBehindIt() {
    at.handle(put("sis:1", "attendance-event", "a"), put("sis:1", "consent", "deny"));

    assertThat(at.handle(student("sis:1", 1)))
        .containsExactly(
            "release student0 consent deny",
            "identity student0",
            "release student0 attendance-event a",
            "unmatched 0");
    assertThat(at.handle(remove("sis:1", "registration", 1)))
        .containsExactly(
            "unmatched 1",
            "leave student0",
            "retract student0 attendance-event",
            "identity gone student0",
            "retract student0 consent",
            "left student0");
  }

  @Test
  void aStudentWhoIsRegisteredAgainIsTheSameStudent() {
    at.handle(student("sis:1", 1), remove("sis:1", "registration", 1));

    assertThat(at.handle(student("sis:1", 2))).containsExactly("identity student0");
  }

  @Test
  void anUnchangedRecordIsNotReleasedAgain() {
    at.handle(student("sis:1", 1), put("sis:1", "student", "a"));

    assertThat(
            at.handle(new Put("sis:1", item("student", 0), 7, 1, false, record(Role.STUDENT, "a"))))
        .isEmpty();
  }

  @Test
  void aKeyTwoStudentsClaimResolvesToNeither() {
    at.handle(student("sis:1", 1), student("sis:2", 2), put("state:9", "health-record", "h"));

    assertThat(at.handle(put("sis:1", "student", "one", "state:9")))
        .containsExactly("release student0 student one", "release student0 health-record h");
    Put other =
        new Put("sis:2", item("student", 5), 1, 1, true, record(Role.STUDENT, "two", "state:9"));
    assertThat(at.handle(other))
        .containsExactly("release student1 student two", "retract student0 health-record");
    assertThat(at.stage.conflicts(9)).hasSize(1);
    assertThat(at.stage.conflicts(9).get(0)).hasSize(2);
    assertThat(at.stage.counts()).isEqualTo(new Counts(1, 1, 0, 2));
    assertThat(at.handle(remove("sis:1", "student", 0)))
        .containsExactly(
            "leave student0",
            "retract student0 student",
            "to come to student1",
            "release student1 health-record h",
            "left student0",
            "come to student1");
  }

  @Test
  void keysThatClaimEachOtherLetGoTogetherWithTheStudent() {
    at.handle(
        student("sis:1", 1),
        put("sis:1", "student", "one", "state:9"),
        put("state:9", "result", "nine", "sis:1"));

    at.lines.clear();
    at.stage.handle(remove("sis:1", "registration", 1));

    assertThat(at.lines)
        .containsExactly("leave student0", "retract student0 student", "identity gone student0");
    assertThat(at.stage.resolve("sis:1")).isEmpty();
  }

  @Test
  void aKeyThatVeryManyStudentsClaimStaysSmall() {
    int students = 5_000;
    for (int i = 0; i < students; i++) {
      ItemId row = item("student", i);
      at.handle(
          student("sis:" + i, i),
          new Put("sis:" + i, row, 1, 1, true, record(Role.STUDENT, "x", "state:0")));
    }

    assertThat(at.stage.counts()).isEqualTo(new Counts(0, 1, 0, students));
    assertThat(at.store.entries.values()).allMatch(value -> value.length < 150);
    for (int i = 0; i < students - 1; i++) {
      at.handle(remove("sis:" + i, "student", i));
    }
    assertThat(at.stage.resolve("state:0")).isEqualTo(at.stage.resolve("sis:" + (students - 1)));
  }

  @Test
  void aGuardiansRecordIsReleasedOnceForEachChild() {
    Put guardian = new Put("g:1", item("guardian", 0), 1, 1, true, record(Role.GUARDIAN, "g"));
    at.handle(
        student("sis:1", 1),
        student("sis:2", 2),
        put("sis:1", "student", "one", "state:1"),
        register("g:1", Registration.guardianOf("sis:1"), 3),
        register("g:1", Registration.guardianOf("state:1"), 4),
        register("g:1", Registration.guardianOf("sis:2"), 5));

    assertThat(at.handle(guardian))
        .containsExactlyInAnyOrder("release student0 guardian g", "release student1 guardian g");
    assertThat(at.handle(remove("g:1", "registration", 3))).isEmpty();
    assertThat(at.handle(remove("g:1", "registration", 4)))
        .containsExactly("retract student0 guardian");
    assertThat(at.handle(remove("sis:2", "registration", 2)))
        .containsExactly(
            "leave student1",
            "identity gone student1",
            "retract student1 guardian",
            "left student1");
    assertThat(at.stage.counts()).isEqualTo(new Counts(1, 0, 0, 1));
  }

  @Test
  void aGuardianWhoAsksIsAnsweredAlsoWithNobody() {
    at.stage.handle(new Message.Watch("sis:1", "g:1"));

    assertThat(at.loop).containsExactly(new Message.ChildResolved("g:1", "sis:1", null, null));
  }

  @Test
  void staffRecordsWaitForTheRegistration() {
    Put staff = new Put("sis:t", item("staff", 0), 1, 1, true, record(Role.STAFF, "t"));
    assertThat(at.handle(staff)).isEmpty();

    assertThat(at.handle(register("sis:t", Registration.staff(), 1)))
        .containsExactly("release staff t");
    assertThat(at.handle(remove("sis:t", "registration", 1))).containsExactly("retract staff");
  }

  @Test
  void aDenialThatWasMatchedAndIsNotAnyMoreCountsAlthoughItHadBeenDismissed() {
    at.handle(put("sis:1", "consent", "deny"));
    UnmatchedDenial denial = at.stage.unmatchedDenials(9).get(0);

    at.handle(new Dismiss(denial.person(), denial.item(), denial.version()));
    assertThat(at.stage.counts().unmatchedDenials()).isZero();
    at.handle(student("sis:1", 1), remove("sis:1", "registration", 1));

    assertThat(at.stage.counts()).isEqualTo(new Counts(1, 0, 1, 0));
  }

  @Test
  void anotherVersionThanTheOneTheOperatorSawIsNotDismissed() {
    at.handle(put("sis:1", "consent", "deny"));

    at.handle(new Dismiss("sis:1", item("consent", 0), 2));

    assertThat(at.stage.counts().unmatchedDenials()).isEqualTo(1);
  }

  @Test
  void aDenialBetweenTwoPersonsIsCounted() {
    at.handle(student("sis:1", 1), student("sis:2", 2), put("sis:1", "consent", "deny"));
    ItemId item = item("consent", 0);

    at.stage.handle(new Move("sis:1", item, 2, 1, false, "sis:2", record(Role.STUDENT, "deny")));
    assertThat(at.stage.counts().unmatchedDenials()).isEqualTo(1);
    at.handle(student("sis:3", 3));

    assertThat(at.stage.counts()).isEqualTo(new Counts(0, 0, 0, 3));
  }

  @Test
  void newsThatOvertakesItsItemWaitsForIt() {
    at.handle(student("sis:1", 1), student("sis:2", 2), put("sis:1", "student", "a"));
    ItemId item = item("student", 0);

    assertThat(at.handle(new Put("sis:2", item, 3, 2, false, record(Role.STUDENT, "c")))).isEmpty();
    assertThat(at.handle(new Move("sis:1", item, 2, 1, false, "sis:2", record(Role.STUDENT, "b"))))
        .containsExactly("retract student0 student", "release student1 student c");
  }

  @Test
  void anImpossibleOrderStopsTheStageWithoutNamingAValue() {
    at.handle(put("sis:secret", "student", "secret"));
    Put later =
        new Put("sis:secret", item("student", 0), 9, 8, false, record(Role.STUDENT, "secret"));

    assertThatThrownBy(() -> at.stage.handle(later))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("secret");
  }
}
