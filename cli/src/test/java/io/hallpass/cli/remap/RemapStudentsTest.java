package io.hallpass.cli.remap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.normalize.identity.ItemId;
import io.hallpass.normalize.identity.StoredPerson;
import io.hallpass.normalize.landing.RowMapping;
import io.hallpass.normalize.landing.StoredRow;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.normalize.remap.RemapDifference;
import io.hallpass.schemas.Catalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which students a mended mapping would touch, as it is printed. */
final class RemapStudentsTest {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final UUID ADA = new UUID(1, 1);
  private static final String YAML =
      """
      mapping: roster
      resources:
        users:
          key: [id]
          emit:
            - register: student
              person: { system: roster, value: row.id }
            - entity: student
              id: row.id
              person: { system: roster, value: row.id }
              fields: { givenName: row.first }
      """;

  private static RemapDifference difference(int named) {
    RecordIds ids = new RecordIds(new byte[32]);
    RemapDifference difference =
        new RemapDifference(
            new RowMapping(load(YAML), true),
            new RowMapping(load(YAML.replace("givenName", "familyName")), true),
            ids,
            CATALOGUE,
            named);
    for (String id : List.of("id-1", "id-2", "id-3")) {
      byte[] row =
          ("{\"id\":\"" + id + "\",\"first\":\"canary\"}").getBytes(StandardCharsets.UTF_8);
      UUID record = ids.id("roster", "student", id);
      StoredRow.Said said = new StoredRow.Said(new ItemId("student", record), "roster:" + id);
      difference.add(
          new StoredRow("roster", "users", row, List.of(said), List.of(), false, 0), false);
    }
    return difference;
  }

  private static Mapping load(String yaml) {
    return Mapping.load("roster", yaml, CATALOGUE, StandardMappings.crosswalks());
  }

  private static Remap remap(int named) {
    RemapDifference difference = difference(named);
    StoredPerson ada = new StoredPerson("roster:id-1", Optional.of(ADA));
    TouchedStudents students = TouchedStudents.of(difference, Map.of(ada.key(), ada));
    return new Remap(
        "everett",
        Map.of("roster", difference),
        Map.of("roster", List.of()),
        named == 0 ? Map.of() : Map.of("roster", students),
        Set.of(),
        Map.of());
  }

  private static String text(Remap remap) {
    StringWriter out = new StringWriter();
    RemapText.print(remap, new PrintWriter(out));
    return out.toString();
  }

  @Test
  void studentsAreNamedByStudentIdWithEntitiesAndFieldsAndNoValue() {
    assertThat(text(remap(2)))
        .contains("  3 students touched, as this source names them\n")
        .containsPattern(ADA + " .*student: familyName, givenName\n")
        .contains("  and 1 whom nobody registered, or several claim\n")
        .contains("  and 1 more; --limit shows more of them\n")
        .doesNotContain("canary", "id-1", "id-2");
  }

  @Test
  void nobodyIsNamedWhereThatWasNotAskedFor() {
    assertThat(text(remap(0)))
        .contains("3 students touched")
        .doesNotContain(ADA.toString(), "more");
  }

  @Test
  void aProgramReadsTheSame() throws IOException {
    StringWriter out = new StringWriter();
    RemapJson.print(remap(2), new PrintWriter(out));

    JsonNode roster = new ObjectMapper().readTree(out.toString()).at("/sources/roster");
    assertThat(roster.at("/studentsById/" + ADA + "/student").toString())
        .isEqualTo("[\"familyName\",\"givenName\"]");
    assertThat(roster.at("/studentsWithoutId").asInt()).isEqualTo(1);
    assertThat(roster.at("/studentsNotShown").asInt()).isEqualTo(1);
    assertThat(out.toString()).doesNotContain("canary", "id-1");
  }
}
