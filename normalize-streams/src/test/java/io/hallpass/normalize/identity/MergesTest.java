package io.hallpass.normalize.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.identity.Message.Put;
import io.hallpass.normalize.identity.Message.Remove;
import io.hallpass.normalize.identity.WaitingMerge.Reason;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MergesTest {
  private final Recorder at = new Recorder();

  private static ItemId item(String entity, int id) {
    return new ItemId(entity, new UUID(0, id));
  }

  private static Put put(String person, String entity, int id, String value, String... also) {
    boolean denial = value.startsWith("deny");
    MappedRecord record =
        new MappedRecord(Role.STUDENT, List.of(also), denial, value.getBytes(UTF_8));
    return new Put(person, item(entity, id), 1, 1, true, record);
  }

  private static Put register(String person, int id, Registration registration) {
    return new Put(person, item("registration", id), 1, 1, true, registration);
  }

  private static Put merge(String duplicate, String kept) {
    return register(duplicate, 9, Registration.duplicateOf(kept));
  }

  private static Remove split(String duplicate) {
    return new Remove(duplicate, item("registration", 9), 2, 1);
  }

  @BeforeEach
  void twoStudents() {
    at.handle(
        register("sis:1", 1, Registration.student()),
        register("sis:2", 2, Registration.student()),
        put("sis:1", "student", 1, "ann"),
        put("sis:2", "student", 2, "anne", "state:2"),
        put("state:2", "consent", 3, "deny anne"),
        put("state:2", "result", 4, "b"));
  }

  @Test
  void everyDenialOfBothIsInForceBeforeARecordMoves() {
    assertThat(at.handle(merge("sis:2", "sis:1")))
        .containsExactly(
            "fence student0 1",
            "retract student1 student",
            "identity gone student1",
            "leave student1",
            "retract student1 result",
            "retract student1 consent",
            "release student0 consent deny anne filed for student1",
            "identity student0 1",
            "left student1",
            "release student0 student anne",
            "to come to student0",
            "come to student0",
            "release student0 result b");
    assertThat(at.stage.counts()).isEqualTo(new Counts(0, 0, 0, 2, 1, 0));
  }

  @Test
  void aSplitBringsBackTheOldIdAndLeavesEveryDenialWithBoth() {
    at.handle(merge("sis:2", "sis:1"), put("sis:1", "consent", 5, "deny ann"));

    assertThat(at.handle(split("sis:2")))
        .containsExactly(
            "release student0 consent deny anne",
            "fence student1 1",
            "retract student0 student",
            "release student1 consent deny ann",
            "leave student0",
            "retract student0 result",
            "retract student0 consent",
            "release student1 consent deny anne",
            "to come to student1",
            "identity student1 1",
            "release student1 student anne",
            "left student0",
            "release student1 result b",
            "come to student1");
    assertThat(at.stage.counts()).isEqualTo(new Counts(0, 0, 0, 2, 0, 0));
  }

  @Test
  void aMergeSaidAgainChangesNothing() {
    at.handle(merge("sis:2", "sis:1"));
    Put again =
        new Put("sis:2", item("registration", 9), 2, 1, false, Registration.duplicateOf("sis:1"));

    assertThat(at.handle(again)).isEmpty();
  }

  @Test
  void mergingAndSplittingAgainMakesNoMoreCopies() {
    at.handle(merge("sis:2", "sis:1"), split("sis:2"));
    int once = at.store.entries.size();

    at.handle(merge("sis:2", "sis:1"), split("sis:2"), merge("sis:2", "sis:1"), split("sis:2"));

    // The first denial, its copy at the other student, and that copy's at the first.
    assertThat(at.store.entries.size() - once).isEqualTo(1);
  }

  @Test
  void aMergeWithSomebodyWhoNeverWasAStudentWaits() {
    assertThat(at.handle(merge("sis:2", "sis:unknown"))).isEmpty();
    assertThat(at.stage.waitingMerges(9))
        .containsExactly(new WaitingMerge(new UUID(0, 9), Reason.NEVER_REGISTERED));
    assertThat(at.stage.counts()).isEqualTo(new Counts(0, 0, 0, 2, 0, 1));

    assertThat(at.handle(register("sis:unknown", 7, Registration.student())))
        .startsWith("identity student2", "fence student2 1", "retract student1 student");
    assertThat(at.stage.counts().merged()).isEqualTo(1);
  }

  @Test
  void aDuplicateThatNeverWasAStudentWaits() {
    assertThat(at.handle(merge("sis:unknown", "sis:1"))).isEmpty();
    assertThat(at.stage.counts()).isEqualTo(new Counts(0, 0, 0, 2, 0, 1));

    at.handle(register("sis:unknown", 7, Registration.student()));

    assertThat(at.stage.resolve("sis:unknown")).isEqualTo(at.stage.resolve("sis:1"));
    assertThat(at.stage.counts()).isEqualTo(new Counts(0, 0, 0, 3, 1, 0));
  }

  @Test
  void aMemberOfStaffIsNoStudentToMergeWith() {
    at.handle(register("sis:t", 7, Registration.staff()));

    assertThat(at.handle(merge("sis:2", "sis:t"))).isEmpty();
    assertThat(at.stage.counts().mergesWaiting()).isEqualTo(1);
  }

  @Test
  void aMergeWithOneselfIsNone() {
    assertThat(at.handle(merge("sis:2", "sis:2"))).isEmpty();
    assertThat(at.stage.counts()).isEqualTo(new Counts(0, 0, 0, 2));
  }

  @Test
  void aChainOfMergesIsRefusedWhicheverCameFirst() {
    at.handle(register("sis:3", 3, Registration.student()), merge("sis:2", "sis:1"));

    at.handle(register("sis:1", 10, Registration.duplicateOf("sis:3")));

    assertThat(at.stage.resolve("sis:1")).isEqualTo(at.stage.resolve("sis:3"));
    assertThat(at.stage.resolve("sis:2")).isNotEqualTo(at.stage.resolve("sis:1")).isPresent();
    assertThat(at.stage.counts()).isEqualTo(new Counts(0, 0, 0, 3, 1, 1));
    assertThat(at.stage.waitingMerges(9))
        .containsExactly(new WaitingMerge(new UUID(0, 9), Reason.CHAIN));
  }

  @Test
  void aSplitWaitsWhileTheStudentIsInConflict() {
    at.handle(
        merge("sis:2", "sis:1"),
        register("sis:3", 3, Registration.student()),
        put("sis:3", "student", 6, "cy", "sis:1"));

    assertThat(at.handle(split("sis:2"))).isEmpty();
    assertThat(at.stage.counts().merged()).isEqualTo(1);
    assertThat(at.stage.counts().mergesWaiting()).isEqualTo(1);
    assertThat(at.stage.waitingMerges(9))
        .containsExactly(new WaitingMerge(new UUID(0, 9), Reason.CONFLICT));

    assertThat(at.handle(new Remove("sis:3", item("student", 6), 2, 1)))
        .contains("identity student1 1", "release student1 result b");
    assertThat(at.stage.counts()).isEqualTo(new Counts(0, 0, 0, 3));
    assertThat(at.stage.waitingMerges(9)).isEmpty();
  }

  @Test
  void theStudentStaysWhoIsStillRegisteredUnderOneOfTheTwoIds() {
    at.handle(merge("sis:2", "sis:1"));

    assertThat(at.handle(new Remove("sis:1", item("registration", 1), 2, 1))).isEmpty();
    assertThat(at.handle(new Remove("sis:2", item("registration", 2), 2, 1)))
        .contains("identity gone student0", "retract student0 student");
  }
}
