package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No two rows give one record, and a row gives no record twice: mappings that could are refused.
 */
class RecordOwnersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "row.a + row.b|must have a text between two columns, such as row.a + '/' + row.b",
        "row.a + '' + row.b|must have a text between two columns",
        "'x:' + row.a + row.b|must have a text between two columns",
        "row.a.upperAscii() + '/' + row.b|must be key columns, the element of forEach: and texts",
        "(row.a + row.b).trim()|joined with + and nothing else",
        "row.b == '' ? row.a : row.a + '/' + row.b|joined with + and nothing else"
      })
  void anIdThatTwoRowsCouldGiveIsRefused(String id, String message) {
    String yaml = mapping("r", "- { entity: org, id: \"%s\" }".formatted(id));

    assertThat(problems(yaml))
        .singleElement()
        .asString()
        .startsWith("m.yaml:6: r: org.id: ")
        .contains(message);
  }

  @Test
  void theElementOfAListIsPartedToo() {
    String entry = "- { entity: org, id: %s, forEach: \"split(row.list, ',')\" }";

    assertThat(problems(mapping("r", entry.formatted("row.a + '/' + row.b + item"))))
        .singleElement()
        .asString()
        .contains("must have a text between two columns");
    assertThat(problems(mapping("r", entry.formatted("row.a + '/' + row.b + '/' + item"))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        // Alike, in one resource: a condition each lets the row decide.
        "row.a + '/' + row.b|row.a + '/' + row.b|true",
        "row.a + '/' + row.b|row.b + '/' + row.a|true",
        "row.a + '/' + row.b|row.a + '/' + row.b + '/2'|false",
        "'x:' + row.a + '/' + row.b|'y:' + row.a + '/' + row.b|false",
        "row.a + '/' + row.b + '/1'|row.a + '/' + row.b + '/2'|false",
      })
  void twoEntriesOfOneResourceWithIdsThatCanBeTheSameAreRefused(
      String one, String other, boolean refused) {
    String yaml =
        mapping(
            "r",
            "- { entity: org, id: \"%s\" }".formatted(one),
            "- { entity: org, id: \"%s\" }".formatted(other));

    if (refused) {
      assertThat(problems(yaml))
          .singleElement()
          .asString()
          .startsWith("m.yaml:7: r: org.id: may give the same org as the id on line 6; ");
    } else {
      assertThat(problems(yaml)).isEmpty();
    }
  }

  @Test
  void twoEntriesOfOneResourceWithOneIdNeedAConditionEach() {
    String id = "id: \"row.a + '/' + row.b\"";
    String with = "- { entity: org, " + id + ", when: row.c == 'x' }";
    String without = "- { entity: org, " + id + " }";

    assertThat(problems(mapping("r", with, with))).isEmpty();
    assertThat(problems(mapping("r", with, without)))
        .singleElement()
        .asString()
        .contains("each needs a when:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "row.a + '/' + row.b|row.a + '/' + row.b|true",
        "row.a + '/' + row.b|'x:' + row.a + '/' + row.b|true",
        "'x' + row.a + '/' + row.b|'xy' + row.a + '/' + row.b|true",
        "'x:' + row.a + '/' + row.b|'y:' + row.a + '/' + row.b|false",
        "row.a + '/' + row.b + '-x'|row.a + '/' + row.b + '-y'|false",
      })
  void oneEntityOfTwoResourcesNeedsIdsThatBeginOrEndWithDifferentTexts(
      String one, String other, boolean refused) {
    String entry =
        "- { entity: result, id: \"%s\", when: row.c == '1', person: { system: s, value: row.a } }";
    String yaml = mapping("r", entry.formatted(one)) + resource("s", entry.formatted(other));

    if (refused) {
      assertThat(problems(yaml))
          .containsExactly(
              "m.yaml:10: s: result.id: may give the same result as the id on line 6 of resource r; "
                  + "the ids must begin or end with different texts, such as 'x:' + row.column");
    } else {
      assertThat(problems(yaml)).isEmpty();
    }
  }

  @Test
  void referenceDataOfTwoResourcesMayBeOneKindToTheVendor() {
    String entry = "- { entity: org, id: \"row.a + '/' + row.b\" }";

    assertThat(problems(mapping("schools", entry) + resource("agencies", entry))).isEmpty();
  }

  @Test
  void everyMappingThatShipsIsAccepted() {
    for (String name : StandardMappings.names()) {
      assertThat(problems(StandardMappings.mapping(name).orElseThrow())).as(name).isEmpty();
    }
  }

  private static String mapping(String resource, String... entries) {
    return "mapping: m\nresources:\n" + resource(resource, entries);
  }

  private static String resource(String name, String... entries) {
    return "  "
        + name
        + ":\n    key: [a, b]\n    emit:\n      "
        + String.join("\n      ", entries)
        + "\n";
  }

  private static List<String> problems(String yaml) {
    MappingException refused =
        catchThrowableOfType(
            MappingException.class,
            () -> Mapping.load("m.yaml", yaml, Samples.CATALOGUE, StandardMappings.crosswalks()));
    return refused == null
        ? List.of()
        : refused.problems().stream().map(MappingException.Problem::toString).toList();
  }
}
