package io.hallpass.normalize.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.normalize.identity.Message.Move;
import io.hallpass.normalize.identity.Message.Put;
import io.hallpass.normalize.identity.Message.Remove;
import io.hallpass.normalize.identity.RowDiff.Emitted;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowDiffTest {
  private static final ItemId ITEM = new ItemId("registration", new UUID(1, 2));
  private static final Content CONTENT = Registration.student();

  private static RowDiff then(List<Sent> before, long version, String... persons) {
    return RowDiff.between(
        before,
        List.of(persons).stream().map(p -> new Emitted(ITEM, p, CONTENT)).toList(),
        version,
        false);
  }

  @Test
  void aStayKeepsTheVersionItBeganWith() {
    RowDiff first = then(List.of(), 5, "a:1");
    RowDiff second = then(first.sent(), 6, "a:1");
    RowDiff moved = then(second.sent(), 7, "b:1");
    RowDiff changed = then(moved.sent(), 8, "b:1");

    assertThat(first.messages()).containsExactly(new Put("a:1", ITEM, 5, 5, true, CONTENT));
    assertThat(second.messages()).containsExactly(new Put("a:1", ITEM, 6, 5, false, CONTENT));
    assertThat(moved.messages())
        .containsExactly(new Move("a:1", ITEM, 7, 5, false, "b:1", CONTENT));
    assertThat(changed.messages()).containsExactly(new Put("b:1", ITEM, 8, 7, false, CONTENT));
  }

  @Test
  void whatComesAgainForAnotherPersonGoesPastTheOneItWasAt() {
    RowDiff first = then(List.of(), 5, "a:1");
    RowDiff gone = then(first.sent(), 6);
    RowDiff stillGone = then(gone.sent(), 7);
    RowDiff again = then(stillGone.sent(), 8, "b:1");

    assertThat(gone.messages()).containsExactly(new Remove("a:1", ITEM, 6, 5));
    assertThat(stillGone.messages()).isEmpty();
    assertThat(again.messages()).containsExactly(new Move("a:1", ITEM, 8, 5, true, "b:1", CONTENT));
  }

  @Test
  void whatIsKeptComesBackAsItWas() {
    List<Sent> sent =
        List.of(new Sent(ITEM, "a:1", Long.MAX_VALUE, true), new Sent(ITEM, "ä:2", 0, false));

    assertThat(Sent.decode(Sent.encode(sent))).isEqualTo(sent);
    assertThat(Sent.decode(Sent.encode(List.of()))).isEmpty();
  }

  @Test
  void anItemTwiceInOneRowIsRefused() {
    assertThatThrownBy(() -> then(List.of(), 1, "a:1", "b:1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the row emits the same registration twice");
  }
}
