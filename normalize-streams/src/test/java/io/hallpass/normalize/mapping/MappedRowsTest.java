package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What rows become, field by field. */
class MappedRowsTest {
  @Test
  void everyFieldIsWrittenInTheSchemasOrderWithoutTheStudent() {
    MapResult.Mapped mapped =
        Samples.mapped(
            Pupils.MAPPING,
            "pupil",
            Samples.row(
                "no",
                "7",
                "kind",
                "S",
                "First Name",
                "Ann Ä",
                "grade",
                "9",
                "enabled",
                "Y",
                "year",
                "2030",
                "ids",
                "a; b;;c",
                "school",
                "12",
                "born",
                "2/29/2012",
                "sex",
                "Female",
                "state",
                "WA-7"));

    Emission.Record student = Pupils.record(mapped, "student");
    RecordIds ids = Samples.ids();
    assertThat(Samples.fields(student))
        .isEqualTo(
            new HashMap<>(
                Map.of(
                    "recordId",
                    ids.id("sis", "student", "7").toString(),
                    "sourcedId",
                    "7",
                    "givenName",
                    "Ann Ä",
                    "grade",
                    "09",
                    "enabledUser",
                    true,
                    "graduationYear",
                    2030,
                    "userIds",
                    List.of("a", "b", "c"),
                    "primaryOrgId",
                    ids.id("roster", "org", "12").toString())));
    assertThat(student.recordId()).isEqualTo(ids.id("sis", "student", "7"));
    assertThat(student.role()).isEqualTo(Role.STUDENT);
    assertThat(student.person()).isEqualTo("sis:7");
    assertThat(student.also()).containsExactly("state:WA-7");
    assertThat(student.consent() || student.withholds()).isFalse();
    assertThat(Samples.fields(Pupils.record(mapped, "demographics")))
        .containsEntry("birthDate", (int) LocalDate.of(2012, 2, 29).toEpochDay())
        .containsEntry("sex", "Female");
    assertThat(mapped.unknownCodes()).isEmpty();
    assertThat(mapped.reported()).isEmpty();
  }

  @Test
  void nullAbsentAndEmptyAreTheSameAndGiveNoValue() {
    Map<String, String> withNull = new HashMap<>(Map.of("no", "7", "kind", "S", "grade", ""));
    withNull.put("year", null);

    MapResult.Mapped mapped = Samples.mapped(Pupils.MAPPING, "pupil", Row.of(withNull));

    assertThat(Samples.fields(Pupils.record(mapped, "student")))
        .containsOnlyKeys("recordId", "sourcedId");
    assertThat(Pupils.record(mapped, "student").also()).isEmpty();
  }

  @Test
  void recordsOfReferenceEntitiesWithAPersonBelongToStaff() {
    MapResult.Mapped mapped =
        Samples.mapped(Pupils.MAPPING, "pupil", Samples.row("no", "7", "kind", "T"));

    assertThat(Pupils.record(mapped, "staff").role()).isEqualTo(Role.STAFF);
  }

  @Test
  void aReferenceRecordWithoutPersonIsNobodys() {
    MapResult.Mapped mapped =
        Samples.mapped(
            Pupils.MAPPING, "rooms", Samples.row("no", "1", "title", "Algebra", "length", "3"));

    assertThat(mapped.emissions()).hasOnlyElementsOfType(Emission.Reference.class);
    assertThat(Samples.fields(mapped.emissions().get(0)))
        .containsEntry("title", "Alg")
        .containsEntry("credits", 1.5);
  }

  @Test
  void aRowThatNoConditionAllowsGivesNothing() {
    assertThat(
            Samples.mapped(Pupils.MAPPING, "pupil", Samples.row("no", "7", "kind", "X"))
                .emissions())
        .isEmpty();
  }

  @Test
  void anUnknownCodeEmptiesAnOptionalFieldAndIsCounted() {
    MapResult.Mapped mapped =
        Samples.mapped(
            Pupils.MAPPING,
            "pupil",
            Samples.row("no", "7", "kind", "S", "grade", "99th", "sex", "female"));

    assertThat(Samples.fields(Pupils.record(mapped, "student"))).doesNotContainKey("grade");
    assertThat(Samples.fields(Pupils.record(mapped, "demographics"))).doesNotContainKey("sex");
    assertThat(mapped.unknownCodes()).containsExactly("student.grade", "demographics.sex");
  }

  @Test
  void nothingThatIsPrintedShowsAValue() {
    Row row = Samples.row("no", "1", "kind", "S", "First Name", "Canary");

    MapResult.Mapped mapped = Samples.mapped(Pupils.MAPPING, "pupil", row);

    assertThat(row.toString()).doesNotContain("Canary");
    assertThat(mapped.toString()).doesNotContain("Canary").doesNotContain("sis:1");
  }
}
