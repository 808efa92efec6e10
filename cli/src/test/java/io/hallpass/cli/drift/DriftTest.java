package io.hallpass.cli.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.mapping.Crosswalk;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.normalize.mapping.Row;
import io.hallpass.schemas.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DriftTest {
  private static final RecordIds IDS = new RecordIds(new byte[16]);
  private static final ResourceMapping DAYS =
      Mapping.load(
              "days.yaml",
              """
              mapping: days
              resources:
                days:
                  key: [id, day]
                  emit:
                    - entity: attendance-event
                      id: row.id + '/' + row.day
                      person: { system: roster, value: row.id }
                      fields:
                        eventDate: row.day
                        attendanceEventCategory: code('day', row.code)
              """,
              Catalogue.load(),
              Map.of("day", Crosswalk.load("day.csv", "from,to\nP,Present\n")))
          .resource("days")
          .orElseThrow();

  private final CodeDrift codes = new CodeDrift();

  private void day(String id, String day, String code) {
    Row row = Row.of(Map.of("id", id, "day", day, "code", code));
    DAYS.map(row, "roster", IDS, codes.row("roster"));
  }

  private CodeDrift.Codes found() {
    return codes
        .places()
        .get(new CodeDrift.Place("roster", "attendance-event.attendanceEventCategory", "day.csv"));
  }

  @Test
  void aCodeOfTenPeopleIsShown() {
    for (int i = 0; i < 10; i++) {
      day("" + i, "2026-09-01", "HERE");
      day("" + i, "2026-09-02", "P");
    }

    assertThat(found().shown()).isEqualTo(Map.of("HERE", 10L));
    assertThat(found().hidden()).isZero();
  }

  @Test
  void aCodeOfNinePeopleIsCounted() {
    for (int i = 0; i < 9; i++) {
      day("" + i, "2026-09-01", "HERE");
    }

    assertThat(found().shown()).isEmpty();
    assertThat(found().times()).isEqualTo(9);
    assertThat(found().hidden()).isEqualTo(9);
  }

  @Test
  void manyRowsOfOneChildAreOneChild() {
    for (int i = 1; i <= 30; i++) {
      day("1", "2026-09-%02d".formatted(i), "WITH-HER-AUNT");
    }

    assertThat(found().shown()).isEmpty();
    assertThat(found().hidden()).isEqualTo(30);
  }

  @Test
  void textsWithoutEndAreNotKept() {
    for (int i = 0; i < 10_100; i++) {
      day("" + i, "2026-09-01", "free text " + i);
    }

    assertThat(found().times()).isEqualTo(10_100);
    assertThat(found().hidden()).isEqualTo(10_100);
  }

  @Test
  void columnsThatNobodyMapsAreNamedWhereThereIsAHeader() {
    ColumnDrift drift = ColumnDrift.of(DAYS, List.of("id", "day", "password"));

    assertThat(drift).isEqualTo(new ColumnDrift(Set.of("password"), 0, Set.of("code"), true));
  }

  @Test
  void aFirstLineWithoutTheKeyIsNotRepeated() {
    ColumnDrift drift = ColumnDrift.of(DAYS, List.of("1", "2026-09-01", "Ada"));

    assertThat(drift.unmapped()).isEmpty();
    assertThat(drift.unsaid()).isEqualTo(3);
    assertThat(drift.vanished()).containsExactly("code", "day", "id");
  }

  @Test
  void namesThatFewRowsHaveAreCounted() {
    ColumnDrift drift = ColumnDrift.ofRows(DAYS, Set.of("id", "day", "room"), Set.of("Ada"));

    assertThat(drift).isEqualTo(new ColumnDrift(Set.of("room"), 1, Set.of("code"), true));
    assertThat(ColumnDrift.of(DAYS, List.of("id", "day", "code")).none()).isTrue();
  }
}
