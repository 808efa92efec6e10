package io.hallpass.normalize.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.identity.Message.Put;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Students who come when the first load is over, and whose other ids have been spoken of before.
 */
class LateStudentsTest {
  private final Recorder at = new Recorder();

  private static ItemId item(String entity, int id) {
    return new ItemId(entity, new UUID(0, id));
  }

  private static Put put(String person, int id, boolean late, Content content) {
    String entity = content instanceof Registration ? "registration" : "student";
    return new Put(person, item(entity, id), 1, 1, true, content, late, null);
  }

  private static MappedRecord record(String value, String... also) {
    return new MappedRecord(
        Role.STUDENT, List.of(also), value.startsWith("deny"), value.getBytes(UTF_8));
  }

  @BeforeEach
  void aDenialAndARecordWaitUnderTwoIds() {
    at.handle(
        new Put("state:1", item("consent", 1), 1, 1, true, record("deny")),
        new Put("lunch:1", item("result", 2), 1, 1, true, record("r")));
  }

  @Test
  void oneWhoComesLateIsClosedUntilAllHisIdsHaveHeardOfHim() {
    at.handle(put("sis:1", 3, true, record("ann", "lunch:1", "state:1")));

    assertThat(at.handle(put("sis:1", 4, true, Registration.student())))
        .containsExactly(
            "to come to student0",
            "identity student0",
            "release student0 student ann",
            "release student0 result r",
            "release student0 consent deny",
            "unmatched 0",
            "come to student0");
  }

  @Test
  void theRecordThatNamesALateIdIsClosedUntilThatIdHasHeardOfIt() {
    at.handle(put("sis:1", 4, true, Registration.student()));

    assertThat(at.handle(put("sis:1", 3, true, record("ann", "state:1"))))
        .containsExactly(
            "to come to student0",
            "release student0 student ann",
            "release student0 consent deny",
            "unmatched 0",
            "come to student0");
  }

  @Test
  void oneOfTheFirstLoadCostsNoPassageButWhereThereAreConsents() {
    at.handle(put("sis:1", 3, false, record("ann", "lunch:1", "state:1")));

    assertThat(at.handle(put("sis:1", 4, false, Registration.student())))
        .containsExactly(
            "identity student0",
            "release student0 student ann",
            "release student0 result r",
            "to come to student0",
            "release student0 consent deny",
            "come to student0",
            "unmatched 0");
  }
}
