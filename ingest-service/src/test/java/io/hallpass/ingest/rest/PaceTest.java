package io.hallpass.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.row.RowColumns;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long FULL = 86_400_000;
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

  @Test
  void forATenthOfTheTimeAtMost() {
    Pace pace = pace(true);
    pace.took(60_000);

    assertThat(pace.due(READ, BEGAN + 599_999, false)).isFalse();
    assertThat(pace.due(READ, BEGAN + 600_000, false)).isTrue();
  }

  @Test
  void butEveryFullHoursHoweverLongItTakes() {
    Pace pace = pace(true);
    pace.took(FULL);

    assertThat(pace.due(READ, BEGAN + FULL, false)).isTrue();
  }
}
