package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hallpass.runtime.topics.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that say something besides consents: what is wrong with the one never hides the other. */
class MixedRowsTest {
  private static final Mapping PUPILS =
      Samples.load(
          """
          mapping: m
          resources:
            pupils:
              key: [no]
              emit:
                - entity: demographics
                  id: row.no
                  person: { system: sis, value: row.no }
                  fields: { birthDate: row.born }
                - entity: consent
                  id: row.no
                  when: row.optOut == 'Y'
                  person: { system: sis, value: row.no, also: [{ system: state, value: row.state }] }
                  fields:
                    decision: "'DENY'"
                    categories: split(row.categories, ' ')
          """);

  @Test
  void aRowGivesItsConsentBesideItsOtherRecords() {
    MapResult.Mapped mapped =
        Samples.mapped(
            PUPILS,
            "pupils",
            Samples.row("no", "1", "born", "2012-03-04", "optOut", "Y", "categories", "NAME"));

    assertThat(Samples.of(Emission.Record.class, mapped))
        .extracting(Emission.Record::entity)
        .containsExactly("demographics", "consent");
  }

  @Test
  void aRefusedRecordTakesNoDenialWithIt() {
    MapResult.Rejected rejected =
        rejected("no", "1", "born", "never", "optOut", "Y", "state", "WA-1", "categories", "NAME");

    assertThat(rejected.code()).isEqualTo(ErrorCode.INVALID_DATE);
    assertThat(rejected.field()).isEqualTo("demographics.birthDate");
    Emission.Record denial = rejected.denials().get(0);
    assertThat(denial.recordId()).isEqualTo(Samples.ids().id(Samples.SOURCE, "consent", "1"));
    assertThat(denial.person()).isEqualTo("sis:1");
    assertThat(denial.also()).containsExactly("state:WA-1");
    assertThat(denial.withholds()).isTrue();
    assertThat(Samples.fields(denial))
        .containsEntry("decision", "DENY")
        .containsEntry("recipient", "*")
        .containsEntry("categories", List.of("*"));
  }

  @Test
  void aRowThatSpeaksOfNoConsentDeniesNothing() {
    assertThat(rejected("no", "1", "born", "never", "optOut", "N").denials()).isEmpty();
  }

  @Test
  void aRowRefusedForAReasonOutsideOfItDeniesToo() {
    MapResult.Rejected refused =
        PUPILS
            .resource("pupils")
            .orElseThrow()
            .refuse(
                Samples.row("no", "1", "optOut", "Y"),
                Samples.SOURCE,
                Samples.ids(),
                ErrorCode.NOT_THE_REGISTRAR);

    assertThat(refused.denials()).extracting(Emission.Record::person).containsExactly("sis:1");
  }

  @Test
  void aConsentGivenTwiceDeniesEachOfItsStudents() {
    Mapping mapping =
        Samples.load(
            """
            mapping: m
            resources:
              forms:
                key: [no]
                emit:
                  - entity: consent
                    id: row.no
                    when: row.first != ''
                    person: { system: sis, value: row.first }
                    fields: { decision: "'GRANT'" }
                  - entity: consent
                    id: row.no
                    when: row.second != ''
                    person: { system: sis, value: row.second }
                    fields: { decision: "'GRANT'" }
            """);

    MapResult result =
        Samples.map(mapping, "forms", Samples.row("no", "1", "first", "7", "second", "8"));
    MapResult same =
        Samples.map(mapping, "forms", Samples.row("no", "1", "first", "7", "second", "7"));

    assertThat(((MapResult.Rejected) result).code()).isEqualTo(ErrorCode.DUPLICATE_RECORD);
    assertThat(((MapResult.Rejected) result).denials())
        .extracting(Emission.Record::person, Emission.Record::withholds)
        .containsExactly(tuple("sis:7", true), tuple("sis:8", true));
    assertThat(((MapResult.Rejected) result).denials())
        .extracting(Emission.Record::recordId)
        .doesNotHaveDuplicates();
    assertThat(((MapResult.Rejected) same).denials()).hasSize(1);
  }

  private static MapResult.Rejected rejected(String... cells) {
    return (MapResult.Rejected) Samples.map(PUPILS, "pupils", Samples.row(cells));
  }
}
