package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownCodesTest {
  private static final Mapping DAYS =
      Samples.load(
          """
          mapping: days
          resources:
            days:
              key: [id]
              emit:
                - entity: student
                  id: row.id
                  person: { system: sis, value: row.id }
                  fields:
                    grade: "code('grade', row.grade)"
                - entity: demographics
                  id: row.id
                  person: { system: state, value: row.state }
                  fields: { sex: row.sex }
            schools:
              key: [id]
              emit:
                - entity: org
                  id: row.id
                  fields: { type: row.type }
          """);

  private static List<String> heard(String resource, Row row) {
    List<String> heard = new ArrayList<>();
    DAYS.resource(resource)
        .orElseThrow()
        .map(
            row,
            Samples.SOURCE,
            Samples.ids(),
            (field, codes, text, person) ->
                heard.add(String.join(" ", field, codes, text, person).strip()));
    return heard;
  }

  @Test
  void codesOfCrosswalksAndOfTheVocabularyAreHeardWithWhoseTheyAre() {
    assertThat(heard("days", Samples.row("id", "1", "state", "s", "grade", "ZZ", "sex", "Neither")))
        .containsExactly(
            "student.grade grade.csv ZZ sis:1", "demographics.sex sex Neither state:s");
  }

  @Test
  void aReferenceRecordIsNobodys() {
    assertThat(heard("schools", Samples.row("id", "1", "type", "circus")))
        .singleElement()
        .asString()
        .startsWith("org.type ")
        .endsWith(" circus");
  }

  @Test
  void whatIsKnownOrEmptyIsNotHeard() {
    assertThat(heard("days", Samples.row("id", "1", "state", "s", "grade", "KG", "sex", "")))
        .isEmpty();
  }
}
