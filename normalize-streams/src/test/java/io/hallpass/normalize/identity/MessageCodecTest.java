package io.hallpass.normalize.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.normalize.identity.Message.Admit;
import io.hallpass.normalize.identity.Message.Advert;
import io.hallpass.normalize.identity.Message.Arrive;
import io.hallpass.normalize.identity.Message.Arrived;
import io.hallpass.normalize.identity.Message.Ask;
import io.hallpass.normalize.identity.Message.Call;
import io.hallpass.normalize.identity.Message.ChildResolved;
import io.hallpass.normalize.identity.Message.Dismiss;
import io.hallpass.normalize.identity.Message.Echo;
import io.hallpass.normalize.identity.Message.Move;
import io.hallpass.normalize.identity.Message.Over;
import io.hallpass.normalize.identity.Message.Put;
import io.hallpass.normalize.identity.Message.Release;
import io.hallpass.normalize.identity.Message.Remove;
import io.hallpass.normalize.identity.Message.Unwatch;
import io.hallpass.normalize.identity.Message.Watch;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
  private static final String PERSON = "sis:Zoë 😀";
  private static final ItemId ITEM = new ItemId("attendance-event", UUID.randomUUID());
  private static final ItemId CONSENT = new ItemId("consent", UUID.randomUUID());
  private static final Content RECORD =
      new MappedRecord(Role.STUDENT, List.of("state:ä", "x:y"), true, new byte[] {0, -1, 5});
  private static final List<Message> ALL =
      List.of(
          new Put(PERSON, CONSENT, Long.MAX_VALUE, 300, true, RECORD),
          new Put(PERSON, ITEM, 1, 0, false, Registration.student()),
          new Put(PERSON, ITEM, 1, 0, false, Registration.staff()),
          new Put(
              PERSON,
              ITEM,
              2,
              1,
              false,
              new MappedRecord(Role.STAFF, List.of(), false, new byte[0])),
          new Remove(PERSON, ITEM, 129, 128),
          new Move(PERSON, ITEM, 5, 4, true, "b:2", Registration.guardianOf("c:1")),
          new Dismiss(PERSON, CONSENT, 77),
          new Arrive(PERSON, CONSENT, 5, "a:1", RECORD, null),
          new Arrive(PERSON, ITEM, 5, "a:1", RECORD, new Crossing(UUID.randomUUID(), 300, 0, 2)),
          new Put(
              PERSON, ITEM, 2, 1, false, RECORD, true, new Crossing(UUID.randomUUID(), 2, 0, 200)),
          new Move(
              PERSON,
              CONSENT,
              5,
              4,
              false,
              "b:2",
              RECORD,
              new Crossing(UUID.randomUUID(), 5, 2, 0)),
          new Arrived(PERSON, CONSENT),
          new Advert(PERSON, "o:1", List.of()),
          new Advert(
              PERSON,
              "o:1",
              List.of(
                  new Candidate(UUID.randomUUID(), List.of("o:1", "o:2")),
                  new Candidate(UUID.randomUUID(), List.of("o:1")))),
          new Advert(
              PERSON,
              "o:1",
              List.of(new Candidate(UUID.randomUUID(), List.of("o:1"), true)),
              new Wave("o:1", 300, UUID.randomUUID())),
          new Put(PERSON, ITEM, 1, 0, false, Registration.duplicateOf("sis:2")),
          new Echo(PERSON, "a:1", new Wave("o:1", 1, UUID.randomUUID()), List.of()),
          new Echo(
              PERSON,
              "a:1",
              new Wave("o:1", 1, UUID.randomUUID()),
              List.of(new Denial(UUID.randomUUID(), 7, new byte[] {1, -1}))),
          new Call(PERSON, "a:1", new Wave("o:1", 1, UUID.randomUUID())),
          new Over(PERSON, new Wave("o:1", 300, UUID.randomUUID())),
          new Ask(PERSON, "m:1", true, false, UUID.randomUUID()),
          new Ask(PERSON, "m:1", false, true, UUID.randomUUID()),
          new Admit(PERSON, "k:1", List.of(), new Wave("k:1", 2, UUID.randomUUID())),
          new Release(PERSON, "k:1", true, List.of(), List.of(), null),
          new Release(
              PERSON,
              "k:1",
              false,
              List.of(new Candidate(UUID.randomUUID(), List.of())),
              List.of(new Denial(UUID.randomUUID(), 0, new byte[0])),
              new Wave("k:1", 2, UUID.randomUUID())),
          new Watch(PERSON, "g:1"),
          new Unwatch(PERSON, "g:1"),
          new ChildResolved(PERSON, "c:1", null, null),
          new ChildResolved(PERSON, "c:1", UUID.randomUUID(), null),
          new ChildResolved(PERSON, "c:1", null, new Wave("r:1", 7, UUID.randomUUID())));

  @Test
  void everyMessageComesBackAsItWas() {
    for (Message message : ALL) {
      assertThat(MessageCodec.decode(PERSON, MessageCodec.encode(message))).isEqualTo(message);
    }
  }

  @Test
  void allOfAConsentTravelsInItsLane() {
    assertThat(ALL)
        .allMatch(
            message ->
                (message.lane() == Lane.CONSENTS)
                    == (message instanceof Message.OfItem of && of.item().consent()));
  }

  @Test
  void anotherVersionIsRefusedByName() {
    byte[] bytes = MessageCodec.encode(ALL.get(0));
    bytes[0] = 9;

    assertThatThrownBy(() -> MessageCodec.decode(PERSON, bytes))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("identity message: version 9, expected 3");
  }

  @Test
  void damagedBytesAreReadAsSomethingOrRefusedWithoutTheirContent() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = MessageCodec.encode(ALL.get(random.nextInt(ALL.size())));
      bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt();
      byte[] damaged = Arrays.copyOf(bytes, bytes.length - random.nextInt(3));
      try {
        MessageCodec.decode(PERSON, damaged);
      } catch (UnreadableException e) {
        assertThat(e.getMessage()).as("seed %s", seed).startsWith("identity message");
      }
    }
  }

  @Test
  void noMessageShowsWhatItHolds() {
    assertThat(ALL).allMatch(m -> m.toString().equals(m.getClass().getSimpleName()));
    assertThat(RECORD.toString()).isEqualTo("MappedRecord[STUDENT]");
    assertThat(Registration.guardianOf("c:1").toString()).isEqualTo("Registration[GUARDIAN]");
  }
}
