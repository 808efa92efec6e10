package io.hallpass.normalize.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.identity.RowDiff.Emitted;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A row that says something in both lanes: the lanes are handled in any order. */
class BothLanesTest {
  private final Recorder at = new Recorder();
  private List<Sent> sent = List.of();
  private long version;

  private static ItemId item(String entity) {
    return new ItemId(entity, new UUID(0, 7));
  }

  private static Emitted emitted(String person, String entity, String value) {
    boolean denial = value.startsWith("deny");
    MappedRecord record = new MappedRecord(Role.STUDENT, List.of(), denial, value.getBytes(UTF_8));
    return new Emitted(item(entity), person, record);
  }

  private List<Message> row(boolean late, Emitted... now) {
    RowDiff diff = RowDiff.between(sent, List.of(now), ++version, late);
    sent = diff.sent();
    return diff.messages();
  }

  private List<String> handle(List<Message> messages, boolean consentsFirst) {
    List<Message> ordered = new ArrayList<>(messages);
    ordered.sort(
        (a, b) ->
            (consentsFirst ? 1 : -1) * Integer.compare(a.lane().ordinal(), b.lane().ordinal()));
    return at.handle(ordered.toArray(Message[]::new));
  }

  @BeforeEach
  void twoStudents() {
    at.handle(
        new Message.Put("sis:1", item("r1"), 1, 1, true, Registration.student()),
        new Message.Put("sis:2", item("r2"), 1, 1, true, Registration.student()));
  }

  @Test
  void aRowThatGoesFromOneStudentToAnotherClosesBothUntilAllOfItHasGone() {
    handle(row(false, emitted("sis:1", "result", "r"), emitted("sis:1", "consent", "deny")), true);
    List<Message> moves =
        row(false, emitted("sis:2", "result", "r"), emitted("sis:2", "consent", "deny"));

    assertThat(handle(moves, true))
        .containsExactly(
            "unmatched 1",
            "leave student0",
            "retract student0 consent",
            "to come to student1",
            "release student1 consent deny",
            "unmatched 0",
            "retract student0 result",
            "left student0",
            "release student1 result r",
            "come to student1");
  }

  @Test
  void aRecordThatArrivesInFrontOfTheDenialOfItsRowIsClosedUntilThatIsThere() {
    assertThat(
            handle(
                row(true, emitted("sis:1", "result", "r"), emitted("sis:1", "consent", "deny")),
                false))
        .containsExactly(
            "to come to student0",
            "release student0 result r",
            "release student0 consent deny",
            "come to student0");
  }

  @Test
  void aStudentWhomTheRowItselfRegistersIsClosedUntilItsDenialIsThere() {
    List<Message> row =
        row(
            true,
            emitted("sis:3", "result", "r"),
            emitted("sis:3", "consent", "deny"),
            new Emitted(item("@registration"), "sis:3", Registration.student()));

    assertThat(handle(row, false))
        .containsExactly(
            "leave student2",
            "to come to student2",
            "identity student2",
            "release student2 result r",
            "release student2 consent deny",
            "left student2",
            "come to student2");
  }

  @Test
  void nothingIsClosedInAFirstLoadNorWhereNobodyIsDeniedAnything() {
    assertThat(row(false, emitted("sis:1", "result", "r"), emitted("sis:1", "consent", "deny")))
        .allMatch(message -> ((Message.Put) message).crossing() == null);
    assertThat(row(true, emitted("sis:1", "result", "s"), emitted("sis:1", "consent", "grant")))
        .allMatch(message -> ((Message.Put) message).crossing() == null);
    assertThat(row(true, emitted("sis:1", "result", "t")))
        .filteredOn(Message.Put.class::isInstance)
        .allMatch(message -> ((Message.Put) message).crossing() == null);
  }

  @Test
  void nothingIsKeptOfItWhenItIsOver() {
    handle(row(true, emitted("sis:1", "result", "r"), emitted("sis:1", "consent", "deny")), true);
    handle(row(true, emitted("sis:2", "result", "r"), emitted("sis:2", "consent", "deny")), false);

    assertThat(at.store.entries.keySet())
        .noneMatch(key -> key[0] > 0 && key[key[0] + 1] == StoreKeys.CROSSING)
        .noneMatch(key -> key[0] > 0 && key[key[0] + 1] == StoreKeys.PASSING);
  }
}
