package io.hallpass.normalize.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.identity.Message.Move;
import io.hallpass.normalize.identity.Message.Put;
import io.hallpass.normalize.identity.Message.Remove;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A copied denial whose student gets another id is in force for nobody, and holds the gate. */
class CopiedDenialTest {
  private final Recorder at = new Recorder();

  private static ItemId item(String entity, int id) {
    return new ItemId(entity, new UUID(0, id));
  }

  private static MappedRecord record(String value, String... also) {
    boolean denial = value.startsWith("deny");
    return new MappedRecord(Role.STUDENT, List.of(also), denial, value.getBytes(UTF_8));
  }

  private static Put put(String person, String entity, int id, Content content) {
    return new Put(person, item(entity, id), 1, 1, true, content);
  }

  @Test
  void aCopyWhoseStudentGetsAnotherIdHoldsTheGate() {
    at.handle(
        put("sis:1", "registration", 1, Registration.student()),
        put("sis:2", "registration", 2, Registration.student()),
        put("sis:2", "student", 2, record("anne", "state:2")),
        put("state:2", "result", 4, record("b")),
        put("sis:1", "consent", 5, record("deny ann")),
        put("sis:2", "registration", 9, Registration.duplicateOf("sis:1")),
        new Remove("sis:2", item("registration", 9), 2, 1));
    assertThat(at.stage.counts().unmatchedDenials()).isZero();

    at.handle(
        new Move("sis:2", item("registration", 2), 2, 1, false, "sis:3", Registration.student()),
        new Move("sis:2", item("student", 2), 2, 1, false, "sis:3", record("anne", "state:2")));

    assertThat(at.lines)
        .contains("release student2 result b")
        .doesNotContain("release student2 consent deny ann");
    assertThat(at.stage.counts().unmatchedDenials()).isEqualTo(1);
  }
}
