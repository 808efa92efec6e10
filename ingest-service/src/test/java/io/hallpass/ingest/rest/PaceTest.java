package io.hallpass.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.rest.ResourceState.Open;
import io.hallpass.ingest.rest.ResourceState.Whole;
import io.hallpass.ingest.row.RowColumns;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private static final long FULL = 86_400_000;
  private static final long HOUR = 3_600_000;
  private static final long BEGAN = 1_000_000;
  private static final ResourceState READ = ResourceState.none("columns").passed(BEGAN, "", 9, 0);

  private static Pace pace(boolean consents) {
    RowColumns columns = new RowColumns(List.of("id"), List.of("id"));
    RestResource forms = new RestResource("forms", "forms", columns, RestResource.JSON, consents);
    RestSettings settings =
        new RestSettings(
            "everett",
            "sis",
            2,
            "http://127.0.0.1:1",
            new Credentials("http://127.0.0.1:1/token", "id", "secret", "", false),
            Http.DEFAULT,
            List.of(forms),
            50,
            10,
            FULL);
    return new Pace(settings, forms);
  }

  @Test
  void aResourceIsReadWholeEveryFullHours() {
    assertThat(pace(false).due(READ, BEGAN + FULL - 1, false)).isFalse();
    assertThat(pace(false).due(READ, BEGAN + FULL, false)).isTrue();
  }

  @Test
  void oneWithConsentsTooWhereItCanBeAskedWhatChanged() {
    assertThat(pace(true).due(READ, BEGAN + FULL - 1, true)).isFalse();
  }

  @Test
  void oneWithConsentsIsReadAtEachLookWhereItCannot() {
    assertThat(pace(true).due(READ, BEGAN + 1, false)).isTrue();
  }

  /** A pass that began at {@code BEGAN}, and took so long until its last page. */
  private static Pace took(Pace pace, long millis) {
    pace.begins(BEGAN);
    pace.came(BEGAN + millis);
    return pace;
  }

  private static Pace ended(Pace pace, long tookMillis) {
    took(pace, tookMillis).ends();
    return pace;
  }

  @Test
  void forATenthOfTheTimeAtMost() {
    Pace pace = ended(pace(true), 60_000);

    assertThat(pace.due(READ, BEGAN + 599_999, false)).isFalse();
    assertThat(pace.due(READ, BEGAN + 600_000, false)).isTrue();
  }

  @Test
  void butEveryFullHoursHoweverLongItTakes() {
    Pace pace = ended(pace(true), FULL);

    assertThat(pace.due(READ, BEGAN + FULL, false)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Open.class,
      names = {"UNSETTLED", "HELD"})
  void afterAPassThatTookNothingForGoneAnHourIsEnough(Open how) {
    ResourceState open = READ.ended(how, Whole.NONE);
    Pace pace = ended(pace(false), 60_000);

    assertThat(pace.due(open, BEGAN + HOUR - 1, true)).isFalse();
    assertThat(pace.due(open, BEGAN + HOUR, true)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void butAServerWhosePassesTakeLongRestsBetweenThem(boolean consents) {
    ResourceState open = READ.ended(Open.UNSETTLED, Whole.NONE);
    Pace pace = ended(pace(consents), 2 * HOUR);

    assertThat(pace.due(open, BEGAN + 20 * HOUR - 1, true)).isFalse();
    assertThat(pace.due(open, BEGAN + 20 * HOUR, true)).isTrue();
  }

  @Test
  void aPassThatIsBrokenOffAgainAndAgainIsReadForATenthOfTheTimeToo() {
    Pace pace = took(pace(true), 60_000);
    ResourceState never = ResourceState.none("columns");

    assertThat(pace.due(never, BEGAN + 599_999, false)).isFalse();
    assertThat(pace.due(never, BEGAN + 600_000, false)).isTrue();
  }

  @Test
  void butALongOneIsBegunAgainAfterAnHour() {
    Pace pace = took(pace(false), HOUR);
    ResourceState never = ResourceState.none("columns");

    assertThat(pace.due(never, BEGAN + 2 * HOUR - 1, true)).isFalse();
    assertThat(pace.due(never, BEGAN + 2 * HOUR, true)).isTrue();
  }

  @Test
  void whatIsBrokenOffBeforeItsFirstPageIsTriedAtEachLook() {
    Pace pace = pace(true);
    pace.begins(BEGAN);

    assertThat(pace.due(ResourceState.none("columns"), BEGAN + HOUR, false)).isTrue();
  }

  @Test
  void whatAPassTookBeforeItWentOnCounts() {
    Pace pace = took(pace(true), 60_000);
    pace.goesOn(BEGAN + HOUR);
    pace.came(BEGAN + HOUR + 60_000);
    pace.ends();

    assertThat(pace.due(READ, BEGAN + HOUR + 60_000 + 9 * 120_000 - 1, false)).isFalse();
    assertThat(pace.due(READ, BEGAN + HOUR + 60_000 + 9 * 120_000, false)).isTrue();
  }
}
