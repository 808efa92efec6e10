package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.topics.ErrorCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Consents as {@code hallpass consent} writes them. What cannot be read denies. */
class ConsentMappingTest {
  private static final Mapping MAPPING = Samples.standard(StandardMappings.CONSENTS);

  private static final Map<String, String> GRANT =
      Map.ofEntries(
          Map.entry("consentId", "c1"),
          Map.entry("personSystem", "state"),
          Map.entry("personValue", "WA-7"),
          Map.entry("decision", "grant"),
          Map.entry("recipient", "mathpath"),
          Map.entry("purpose", "lessons"),
          Map.entry("categories", "NAME ASSESSMENT"),
          Map.entry("validFrom", "2026-08-24"),
          Map.entry("validUntil", "2027-07-01"),
          Map.entry("decidedAt", "2026-08-20T10:00:00Z"),
          Map.entry("holderRole", "parent"),
          Map.entry("holderName", "Jo"),
          Map.entry("form", "F-1"),
          Map.entry("evidence", "safe 3"));

  @Test
  void aGrantIsMappedFieldByField() {
    MapResult.Mapped mapped = map(Map.of());

    Emission.Record consent = only(mapped);
    assertThat(consent.entity()).isEqualTo("consent");
    assertThat(consent.role()).isEqualTo(Role.STUDENT);
    assertThat(consent.person()).isEqualTo("state:WA-7");
    assertThat(consent.consent()).isTrue();
    assertThat(consent.withholds()).isFalse();
    assertThat(Samples.fields(consent))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("recordId", Samples.ids().id(Samples.SOURCE, "consent", "c1").toString()),
                Map.entry("decision", "GRANT"),
                Map.entry("recipient", "mathpath"),
                Map.entry("purpose", "lessons"),
                Map.entry("categories", List.of("NAME", "ASSESSMENT")),
                Map.entry("validFrom", (int) LocalDate.of(2026, 8, 24).toEpochDay()),
                Map.entry("validUntil", (int) LocalDate.of(2027, 7, 1).toEpochDay()),
                Map.entry("decidedAt", Instant.parse("2026-08-20T10:00:00Z").toEpochMilli()),
                Map.entry("holderRole", "parent"),
                Map.entry("holderName", "Jo"),
                Map.entry("form", "F-1"),
                Map.entry("evidence", "safe 3")));
    assertThat(mapped.reported()).isEmpty();
  }

  @Test
  void aDenialSaysThatItIsOne() {
    Emission.Record consent = only(map(Map.of("decision", "DENY", "categories", "*")));

    assertThat(consent.withholds()).isTrue();
    assertThat(Samples.fields(consent))
        .containsEntry("decision", "DENY")
        .containsEntry("recipient", "mathpath");
  }

  @Test
  void aDenialThatDoesNotSayOfWhomOrOfWhatIsOfEverything() {
    MapResult.Mapped mapped = map(Map.of("decision", "DENY", "categories", "", "recipient", ""));

    assertThat(Samples.fields(only(mapped)))
        .containsEntry("recipient", "*")
        .containsEntry("categories", List.of("*"))
        .containsEntry("purpose", "lessons");
    assertThat(mapped.reported()).isEmpty();
  }

  @Test
  void aRevocationWithholdsAsADenialDoes() {
    Emission.Record consent =
        only(map(Map.of("decision", "REVOKE", "categories", "*", "recipient", "*")));

    assertThat(consent.withholds()).isTrue();
    assertThat(Samples.fields(consent)).containsEntry("decision", "REVOKE");
  }

  @ParameterizedTest
  @CsvSource({
    "decision, maybe, consent.decision",
    "decision, '', consent.decision",
    "categories, NAME GOSSIP, consent.categories",
    "categories, NAME *, consent.categories",
    "recipient, *, consent.recipient",
    "validFrom, 24.8.2026, consent.validFrom",
    "validUntil, never, consent.validUntil",
    "validUntil, 2026-08-24, consent.validUntil",
    "decidedAt, yesterday, consent.decidedAt",
    "holderRole, uncle, consent.holderRole"
  })
  void whatCannotBeReadDeniesEverythingForItsStudent(String column, String value, String field) {
    MapResult.Mapped mapped = map(Map.of(column, value));

    Emission.Record consent = only(mapped);
    assertThat(consent.person()).isEqualTo("state:WA-7");
    assertThat(consent.consent() && consent.withholds()).isTrue();
    assertThat(Samples.fields(consent))
        .isEqualTo(
            Map.of(
                "recordId",
                Samples.ids().id(Samples.SOURCE, "consent", "c1").toString(),
                "decision",
                "DENY",
                "recipient",
                "*",
                "categories",
                List.of("*")));
    assertThat(mapped.reported())
        .containsExactly(new MapResult.Problem(ErrorCode.UNREADABLE_CONSENT, field));
  }

  @ParameterizedTest
  @CsvSource({"personValue, ''", "personSystem, ''", "personSystem, State Number"})
  void withoutAPersonItWaitsAsAnUnmatchedDenial(String column, String value) {
    MapResult.Mapped mapped = map(Map.of(column, value));

    Emission.Record consent = only(mapped);
    assertThat(consent.person()).isEqualTo("unmatched:" + consent.recordId());
    assertThat(consent.withholds()).isTrue();
    assertThat(mapped.reported()).hasSize(1);
  }

  @Test
  void evenWithoutAKeyItDenies() {
    MapResult.Rejected one = rejected(Map.of("consentId", ""));
    MapResult.Rejected other = rejected(Map.of("consentId", "", "personValue", "WA-8"));

    assertThat(one.code()).isEqualTo(ErrorCode.MISSING_KEY);
    assertThat(one.field()).isEqualTo("consentId");
    Emission.Record denial = one.denials().get(0);
    assertThat(denial.person()).isEqualTo("state:WA-7");
    assertThat(denial.withholds()).isTrue();
    assertThat(denial.recordId())
        .isNotEqualTo(other.denials().get(0).recordId())
        .isEqualTo(rejected(Map.of("consentId", "")).denials().get(0).recordId());
  }

  @Test
  void aConditionOrAListThatFailsDeniesToo() {
    Mapping mapping =
        Samples.load(
            """
            mapping: m
            resources:
              r:
                key: [no]
                emit:
                  - entity: consent
                    id: row.no + '/' + item
                    forEach: split(row.pupils.substring(int(row.skip)), ',')
                    when: int(item) > 5
                    person: { system: sis, value: item }
                    fields: { decision: "'GRANT'" }
            """);

    List<Emission.Record> readable = records(mapping, "no", "1", "skip", "0", "pupils", "4,9,x,7");
    List<Emission.Record> unreadable = records(mapping, "no", "1", "skip", "a", "pupils", "4,9");

    assertThat(readable)
        .extracting(Emission.Record::person)
        .containsExactly("sis:9", "sis:x", "sis:7");
    assertThat(readable).extracting(Emission.Record::withholds).containsExactly(false, true, false);
    assertThat(unreadable).singleElement().matches(Emission.Record::withholds);
    assertThat(unreadable.get(0).person()).startsWith("unmatched:");
  }

  private static MapResult answered(String entry, String answer) {
    Mapping mapping =
        Samples.load(
            """
            mapping: forms
            resources:
              pupils:
                key: [no]
                emit:
                  - entity: consent
                    id: row.no
                    person: { system: state, value: row.no }
            """
                + entry.indent(8));
    return Samples.map(mapping, "pupils", Samples.row("no", "1", "answer", answer));
  }

  /** The crosswalk knows Active (true) and Inactive (false). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "when: code('sds-status', row.answer) == 'true'\nfields: { decision: \"'DENY'\" }",
        "when: code('sds-status', row.answer) != 'false'\nfields: { decision: \"'GRANT'\" }",
        "when: date(row.answer, 'M/d/yyyy') != ''\nfields: { decision: \"'DENY'\" }",
        "fields: { decision: \"code('sds-status', row.answer) == 'true' ? 'DENY' : 'GRANT'\" }",
        "fields: { decision: \"'GRANT'\", recipient: \"'a' + code('sds-status', row.answer)\" }"
      })
  void anAnswerNobodyKnowsDeniesWhateverTheMappingMakesOfIt(String entry) {
    MapResult.Mapped mapped = (MapResult.Mapped) answered(entry, "Activ (yes)");

    Emission.Record consent = only(mapped);
    assertThat(consent.person()).isEqualTo("state:1");
    assertThat(Samples.fields(consent))
        .containsEntry("decision", "DENY")
        .containsEntry("recipient", "*")
        .containsEntry("categories", List.of("*"));
    assertThat(mapped.reported())
        .extracting(MapResult.Problem::code)
        .containsExactly(ErrorCode.UNREADABLE_CONSENT);
  }

  @Test
  void anAnswerThatIsKnownToBeNoConsentIsNone() {
    String entry =
        "when: code('sds-status', row.answer) == 'true'\nfields: { decision: \"'DENY'\" }";

    assertThat(((MapResult.Mapped) answered(entry, "Inactive")).emissions()).isEmpty();
    assertThat(((MapResult.Mapped) answered(entry, "")).emissions()).isEmpty();
  }

  @Test
  void anAnswerNobodyKnowsDeniesInARowThatIsRefusedToo() {
    Mapping mapping =
        Samples.load(
            """
            mapping: forms
            resources:
              r:
                key: [no]
                emit:
                  - entity: attendance-event
                    id: row.no
                    person: { system: state, value: row.no }
                    fields: { eventDate: row.day }
                  - entity: consent
                    forEach: split(row.children, ' ').map(c, code('sds-status', c))
                    as: child
                    id: row.no + '/' + child
                    person: { system: state, value: row.no }
                    fields: { decision: "'DENY'" }
            """);

    MapResult result =
        Samples.map(mapping, "r", Samples.row("no", "1", "day", "never", "children", "Activ"));

    assertThat(((MapResult.Rejected) result).denials())
        .singleElement()
        .matches(Emission.Record::withholds)
        .extracting(Emission.Record::person)
        .isEqualTo("state:1");
  }

  private static List<Emission.Record> records(Mapping mapping, String... cells) {
    return Samples.of(Emission.Record.class, Samples.mapped(mapping, "r", Samples.row(cells)));
  }

  private static MapResult.Mapped map(Map<String, String> changes) {
    Map<String, String> row = new HashMap<>(GRANT);
    row.putAll(changes);
    return Samples.mapped(MAPPING, "consents", Row.of(row));
  }

  private static MapResult.Rejected rejected(Map<String, String> changes) {
    Map<String, String> row = new HashMap<>(GRANT);
    row.putAll(changes);
    return (MapResult.Rejected) Samples.map(MAPPING, "consents", Row.of(row));
  }

  private static Emission.Record only(MapResult.Mapped mapped) {
    assertThat(mapped.emissions()).hasSize(1);
    return (Emission.Record) mapped.emissions().get(0);
  }
}
