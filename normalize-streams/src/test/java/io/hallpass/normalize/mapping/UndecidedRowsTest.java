package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.topics.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A code that nobody knows and that decides what a row gives is said, whatever it decides. */
class UndecidedRowsTest {
  private final List<String> heard = new ArrayList<>();

  /** The crosswalk sds-status knows Active (true) and Inactive (false). */
  private MapResult map(String entries, String... cells) {
    Mapping mapping =
        Samples.load(
            "mapping: m\nresources:\n  r:\n    key: [no]\n    emit:\n" + entries.indent(6));
    return mapping
        .resource("r")
        .orElseThrow()
        .map(
            Samples.row(cells),
            Samples.SOURCE,
            Samples.ids(),
            (field, codes, text, person) ->
                heard.add(String.join(" ", field, codes, text, person).strip()));
  }

  private static final String PUPIL =
      """
      - entity: student
        id: row.no
        when: code('sds-status', row.state) == 'true'
        person: { system: sis, value: row.pupil }
      """;

  @Test
  void aRowThatAConditionLeavesOutIsCountedAndHeard() {
    MapResult.Mapped mapped =
        (MapResult.Mapped) map(PUPIL, "no", "1", "pupil", "7", "state", "Alumni");

    assertThat(mapped.emissions()).isEmpty();
    assertThat(mapped.unknownCodes()).containsExactly("student.when");
    assertThat(heard).containsExactly("student.when sds-status.csv Alumni sis:7");
  }

  @Test
  void aConditionThatIsKnownNotToHoldIsNotHeard() {
    assertThat(map(PUPIL, "no", "1", "pupil", "7", "state", "Inactive"))
        .isEqualTo(new MapResult.Mapped(List.of(), List.of(), List.of()));
    assertThat(map(PUPIL, "no", "1", "pupil", "7", "state", ""))
        .isEqualTo(new MapResult.Mapped(List.of(), List.of(), List.of()));
    assertThat(heard).isEmpty();
  }

  @Test
  void whatSeveralEntriesAskOfARowIsSaidOnce() {
    map(
        PUPIL
            + """
            - entity: staff
              id: row.no
              when: code('sds-status', row.state) == 'false'
              person: { system: sis, value: row.pupil }
            """,
        "no",
        "1",
        "pupil",
        "7",
        "state",
        "Alumni");

    assertThat(heard).hasSize(1);
  }

  @Test
  void elementsThatNobodyKnowsAreHeard() {
    String list =
        """
        - entity: org
          forEach: split(row.states, ' ').map(s, code('sds-status', s))
          id: row.no + '/' + item
        """;

    MapResult.Mapped mapped = (MapResult.Mapped) map(list, "no", "1", "states", "Active Alumni");

    assertThat(mapped.emissions()).hasSize(1);
    assertThat(mapped.unknownCodes()).containsExactly("org.forEach");
    assertThat(heard).containsExactly("org.forEach sds-status.csv Alumni");
  }

  /** Rows without a name count as one person, so their codes are not shown too early. */
  @Test
  void aRowOfSomebodyThatDoesNotSayWhoseIsNotNobodys() {
    map(PUPIL, "no", "1", "pupil", "", "state", "Alumni");

    assertThat(heard).containsExactly("student.when sds-status.csv Alumni unnamed:");
  }

  @Test
  void nobodyIsRegisteredByACodeThatNobodyKnows() {
    String entry =
        """
        - register: student
          when: code('sds-status', row.state) != 'false'
          person: { system: sis, value: row.no }
        """;

    assertThat(((MapResult.Mapped) map(entry, "no", "1", "state", "Active")).emissions())
        .hasSize(1);
    assertThat(map(entry, "no", "1", "state", "Alumni"))
        .isEqualTo(new MapResult.Rejected(ErrorCode.UNKNOWN_CODE, "register student.when"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ system: sis, value: \"code('sds-status', row.a) + row.no\" }|person.value",
        "{ system: \"code('sds-status', row.a) + 's'\", value: row.no }|person.system",
        "{ system: sis, value: row.no, also: [{ system: x, value: \"code('sds-status', row.a)\""
            + " }] }|person.also[0].value"
      })
  void nobodyIsNamedByACodeThatNobodyKnows(String person, String place) {
    String entry = "- entity: student\n  id: row.no\n  person: " + person + "\n";

    assertThat(map(entry, "no", "1", "a", "Active")).isInstanceOf(MapResult.Mapped.class);
    assertThat(map(entry, "no", "1", "a", "Alumni"))
        .isEqualTo(new MapResult.Rejected(ErrorCode.UNKNOWN_CODE, "student." + place));
  }

  @Test
  void aFieldThatAnUnknownCodeDecidesIsSaidAndIsNeitherYesNorNo() {
    String entry =
        """
        - entity: student
          id: row.no
          person: { system: sis, value: row.no }
          fields:
            enabledUser: string(code('sds-status', row.a) == 'true')
            primaryOrgId: ref('org', code('sds-status', row.a) + '/1')
            username: "code('sds-status', row.a) == 'true' ? 'x' : 'y'"
        """;

    MapResult.Mapped mapped = (MapResult.Mapped) map(entry, "no", "1", "a", "Alumni");

    assertThat(Samples.fields(mapped.emissions().get(0)))
        .containsEntry("username", "y")
        .doesNotContainKeys("enabledUser", "primaryOrgId");
    assertThat(mapped.unknownCodes())
        .containsExactlyInAnyOrder(
            "student.enabledUser", "student.primaryOrgId", "student.username");
  }
}
