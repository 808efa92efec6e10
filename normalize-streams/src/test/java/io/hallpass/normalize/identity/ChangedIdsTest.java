package io.hallpass.normalize.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.identity.Message.Move;
import io.hallpass.normalize.identity.Message.Put;
import io.hallpass.normalize.identity.Message.Remove;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of records when the ids that name their student change hands. */
class ChangedIdsTest {
  private final Recorder at = new Recorder();

  private static ItemId item(String entity, int id) {
    return new ItemId(entity, new UUID(0, id));
  }

  private static MappedRecord record(String value, String... also) {
    return new MappedRecord(Role.STUDENT, List.of(also), false, value.getBytes(UTF_8));
  }

  private static Put put(String person, String entity, int id, String value, String... also) {
    return new Put(person, item(entity, id), 1, 1, true, record(value, also));
  }

  private static Put deny(String person, int id) {
    MappedRecord denial = new MappedRecord(Role.STUDENT, List.of(), true, "deny".getBytes(UTF_8));
    return new Put(person, item("consent", id), 1, 1, true, denial);
  }

  private static Put student(String person, int id) {
    return new Put(person, item("registration", id), 1, 1, true, Registration.student());
  }

  @Test
  void aStudentRegisteredLateGetsWhatOtherSystemsSaidOfHim() {
    at.handle(put("state:1", "result", 2, "r"), put("sis:1", "student", 1, "ann", "state:1"));

    assertThat(at.handle(student("sis:1", 1)))
        .containsExactly(
            "identity student0", "release student0 student ann", "release student0 result r");
  }

  @Test
  void anAliasThatChangesTakesOnlyTheRecordsOfTheNewOneAlong() {
    at.handle(
        student("sis:1", 1),
        put("sis:1", "student", 1, "ann", "state:1"),
        put("state:1", "result", 2, "old"),
        put("state:7", "result", 3, "new"));

    Put changed = new Put("sis:1", item("student", 1), 2, 1, false, record("ann", "state:7"));

    assertThat(at.handle(changed))
        .containsExactly(
            "leave student0",
            "to come to student0",
            "retract student0 result",
            "release student0 result new",
            "left student0",
            "come to student0");
  }

  @Test
  void aRecordWaitsForTheDenialsOfAllIdsThatComeWithItsOwn() {
    at.handle(student("sis:1", 1), put("lunch:1", "result", 2, "r"), deny("state:1", 3));

    assertThat(at.handle(put("sis:1", "student", 1, "ann", "lunch:1", "state:1")))
        .containsExactly(
            "to come to student0",
            "release student0 student ann",
            "release student0 result r",
            "release student0 consent deny",
            "unmatched 0",
            "come to student0");
  }

  @Test
  void aDenialThatLeavesWithOtherIdsHasLeftWhenTheirRecordsHave() {
    at.handle(student("sis:1", 1), put("state:1", "result", 2, "r"), deny("lunch:1", 3));
    at.handle(put("sis:1", "student", 1, "ann", "lunch:1", "state:1"));

    assertThat(at.handle(new Put("sis:1", item("student", 1), 2, 1, false, record("ann"))))
        .containsExactly(
            "leave student0",
            "unmatched 1",
            "retract student0 consent",
            "retract student0 result",
            "left student0");
  }

  @Test
  void aDenialThatIsClaimedByTwoHasLeftWhenTheRecordsOfTheOtherIdsHave() {
    at.handle(student("sis:1", 1), put("state:1", "result", 2, "r"), deny("lunch:1", 3));
    at.handle(student("sis:2", 4), put("sis:1", "student", 1, "ann", "lunch:1", "state:1"));

    assertThat(at.handle(put("sis:2", "student", 5, "ben", "lunch:1", "state:1")))
        .contains("leave student0", "left student0")
        .containsSubsequence(
            "retract student0 consent", "retract student0 result", "left student0");
  }

  @Test
  void whatNamesTheOldChildByAnotherIdIsNotTheNewChildsWhenAnIdIsReused() {
    at.handle(
        student("sis:1", 1),
        put("sis:1", "student", 1, "ann", "state:ann"),
        put("state:ann", "health-record", 2, "ann's"));

    Put ben = new Put("sis:1", item("student", 1), 2, 1, false, record("ben", "state:ben"));

    assertThat(at.handle(ben)).contains("retract student0 health-record");
    assertThat(at.stage.resolve("state:ann")).isEmpty();
  }

  @Test
  void aRowThatRegistersAnotherPersonNowLeavesTheOldOneWithNobody() {
    at.handle(student("sis:1", 1), put("sis:1", "result", 2, "ann's"));

    assertThat(
            at.handle(
                new Move(
                    "sis:1",
                    item("registration", 1),
                    2,
                    1,
                    false,
                    "sis:2",
                    Registration.student())))
        .containsExactly("retract student0 result", "identity gone student0", "identity student1");
  }

  @Test
  void aStudentWithANewIdKeepsTheOldStudentsWhereSomebodySaysSo() {
    at.handle(student("sis:old", 1), put("sis:old", "result", 1, "of last year"));
    at.handle(
        student("sis:new", 2),
        put("sis:new", "result", 2, "of this year"),
        new Put("sis:new", item("merge", 1), 1, 1, true, Registration.duplicateOf("sis:old")));

    assertThat(at.handle(new Remove("sis:old", item("registration", 1), 2, 1))).isEmpty();
    assertThat(at.stage.resolve("sis:new")).isPresent();
    assertThat(at.stage.resolve("sis:new")).isEqualTo(at.stage.resolve("sis:old"));
  }
}
