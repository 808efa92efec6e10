package io.hallpass.cli.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.cli.expected.Denials.State;
import io.hallpass.cli.expected.Expectation;
import io.hallpass.cli.expected.WarehouseRow;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Category;
import io.hallpass.schemas.Entity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The judge of the fault test is judged. */
final class HistoryTest {
  private static final Entity STUDENT = Catalogue.load().entity("student").orElseThrow();
  private static final int ADA = 1;
  private static final String KEY = "student/record";
  private static final WarehouseRow WHOLE =
      row(Map.of("given_name", "Ada", "grade", "05", "email", "ada@learn.example"));
  private static final WarehouseRow RENAMED = row(Map.of("given_name", "Augusta", "grade", "05"));
  private static final Optional<WarehouseRow> FULL =
      Optional.of(row(Map.of("given_name", "Ada", "grade", "05")));
  private static final Optional<WarehouseRow> MASKED = Optional.of(row(Map.of("grade", "05")));
  private static final State NO_FORM = new State(Instant.MIN, Set.of());
  private static final State DENIED_AT_10 = new State(at(10), Set.of(Category.NAME));
  private static final State GRANTED_AT_20 = new State(at(20), Set.of());
  private static final List<State> DENIED_AND_GRANTED =
      List.of(NO_FORM, DENIED_AT_10, GRANTED_AT_20);

  private final History history =
      new History(List.of(version(WHOLE), version(RENAMED)), Expectation.PARTNER);

  private static WarehouseRow row(Map<String, Object> values) {
    return new WarehouseRow("student", KEY, values);
  }

  private static Map<String, WarehouseRow> version(WarehouseRow row) {
    return Map.of(History.name("student", KEY), row);
  }

  private static Instant at(int second) {
    return Instant.ofEpochSecond(second);
  }

  private void next(int second, Optional<WarehouseRow> row, List<State> states) {
    history.next("topic-0@" + second, STUDENT, ADA, KEY, row, at(second), states);
  }

  @Test
  void releaseWithdrawalAndGrantAreAllowed() {
    assertThatCode(
            () -> {
              next(5, FULL, DENIED_AND_GRANTED);
              next(11, MASKED, DENIED_AND_GRANTED);
              next(21, FULL, DENIED_AND_GRANTED);
              next(22, Optional.empty(), DENIED_AND_GRANTED);
            })
        .doesNotThrowAnyException();
    assertThat(history.values()).isEqualTo(5);
  }

  @Test
  void aWithdrawalThatIsNotYetFollowedIsAllowed() {
    assertThatCode(() -> next(15, FULL, List.of(NO_FORM, DENIED_AT_10))).doesNotThrowAnyException();
  }

  @Test
  void whatWasWithdrawnDoesNotComeBackWithoutAGrant() {
    next(5, FULL, List.of(NO_FORM, DENIED_AT_10));
    next(11, MASKED, List.of(NO_FORM, DENIED_AT_10));

    assertThatThrownBy(() -> next(12, FULL, List.of(NO_FORM, DENIED_AT_10)))
        .hasMessageContaining("topic-0@12: student carries")
        .hasMessageContaining("no decision in force by then allows")
        .hasMessageNotContaining("Ada");
  }

  @Test
  void whatWasWithdrawnDoesNotComeBackBeforeTheGrant() {
    next(5, FULL, DENIED_AND_GRANTED);
    next(11, MASKED, DENIED_AND_GRANTED);

    assertThatThrownBy(() -> next(12, FULL, DENIED_AND_GRANTED))
        .hasMessageContaining("no decision in force by then allows");
  }

  @Test
  void oneWithdrawnRecordIsEnoughForAllOfTheStudent() {
    next(5, FULL, List.of(NO_FORM, DENIED_AT_10));
    next(11, Optional.empty(), List.of(NO_FORM, DENIED_AT_10));

    assertThatThrownBy(() -> next(12, FULL, List.of(NO_FORM, DENIED_AT_10)))
        .hasMessageContaining("no decision in force by then allows");
  }

  @Test
  void whatAFormDeniedFromTheFirstIsNeverReleased() {
    List<State> denied = List.of(new State(Instant.MIN, Set.of(Category.NAME)));

    assertThatThrownBy(() -> next(5, FULL, denied))
        .hasMessageContaining("no decision in force by then allows");
  }

  @Test
  void aCategoryThatIsNotAgreedIsNeverReleased() {
    Optional<WarehouseRow> identified = Optional.of(row(Map.of("sourced_id", "s-1")));

    assertThatThrownBy(() -> next(5, identified, List.of(NO_FORM)))
        .hasMessageContaining("agreed are");
  }

  @Test
  void aValueTheSourceNeverHadIsFound() {
    Optional<WarehouseRow> foreign = Optional.of(row(Map.of("given_name", "Grace", "grade", "05")));

    assertThatThrownBy(() -> next(5, foreign, List.of(NO_FORM)))
        .hasMessageContaining("values that its source does not have: [given_name]")
        .hasMessageNotContaining("Grace");
  }

  @Test
  void anOldValueDoesNotComeBackAfterTheNewOne() {
    next(5, FULL, List.of(NO_FORM));
    next(6, Optional.of(RENAMED), List.of(NO_FORM));

    assertThatThrownBy(() -> next(7, FULL, List.of(NO_FORM)))
        .hasMessageContaining("values that its source does not have");
  }
}
