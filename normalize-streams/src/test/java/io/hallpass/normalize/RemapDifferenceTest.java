package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.landing.RowMapping;
import io.hallpass.normalize.landing.StoredRow;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.normalize.remap.RemapDifference;
import io.hallpass.schemas.Catalogue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is foretold of a mended mapping is held against what the landing stage makes of it. */
final class RemapDifferenceTest {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final RecordIds IDS =
      new RecordIds(NormalizeFixture.bytes("0123456789abcdef0123456789abcdef"));
  private static final String IN_FORCE =
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
              fields: { givenName: row.given, grade: "code('grade', row.grade)" }
            - entity: demographics
              id: row.id
              when: row.born != ''
              person: { system: roster, value: row.id }
              fields: { birthDate: row.born }
        schools:
          key: [id]
          emit:
            - entity: org
              id: row.id
              fields: { name: row.given }
      """;

  private NormalizeFixture district;

  @BeforeEach
  void start(@TempDir Path dir) {
    district = new NormalizeFixture(dir);
    district.applied();
    district.mapping("roster", "csv", IN_FORCE, 2);
    district.pass();
  }

  @AfterEach
  void stop() {
    district.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'givenName: row.given', 'familyName: row.given'",
    "'givenName: row.given', 'givenName: row.given.lowerAscii()'",
    "'birthDate: row.born', 'birthDate: \"date(row.born, ''M/d/yyyy'')\"'",
    "'birthDate: row.born', 'sex: row.born'",
    "'when: row.born != ''''', 'when: row.born == ''''' ",
    "'id: row.id\n        when', 'id: \"row.id + ''d''\"\n        when'",
    "'  schools:', '  academies:'",
    "'name: row.given', 'name: row.grade'",
    "'key: [id]', 'key: [id]'"
  })
  void whatWouldChangeIsWhatDoesChange(String old, String mended) {
    String yaml = IN_FORCE.replace(old, mended);
    rows(20_261_124);
    Map<String, GenericRecord> before = everything();

    RemapDifference foretold = difference(IN_FORCE, yaml);
    district.mapping("roster", "csv", yaml, 3);
    district.pass();

    Map<String, GenericRecord> after = everything();
    Map<String, Long> happened = happened(before, after);
    assertThat(yaml.equals(IN_FORCE)).isEqualTo(old.equals(mended));
    assertThat(happened.isEmpty()).as("seed 20261124").isEqualTo(old.equals(mended));
    assertThat(flat(foretold, happened)).as("seed 20261124").isEqualTo(happened);
  }

  @Test
  void aRowThatComesRightIsCounted() {
    user("1", "Ada", "9/1/2015", "KG", 1);
    user("2", "Alan", "2015-09-01", "", 1);
    user("2", "ALAN", "9/1/2015", "ZZ", 2);

    RemapDifference foretold =
        difference(
            IN_FORCE,
            IN_FORCE.replace("birthDate: row.born", "birthDate: \"date(row.born, 'M/d/yyyy')\""));

    RemapDifference.BeforeAfter rejected =
        foretold
            .rejected()
            .get(new RemapDifference.Reason("users", "INVALID_DATE", "demographics.birthDate"));
    assertThat(rejected.before()).isEqualTo(2);
    assertThat(rejected.after()).isZero();
    assertThat(foretold.entities().get("student").fresh()).isEqualTo(1);
    assertThat(foretold.entities().get("student").unsure()).isEqualTo(1);
    assertThat(foretold.entities().get("student").changed()).isZero();
    assertThat(foretold.unknownCodes())
        .hasEntrySatisfying(
            new RemapDifference.Reason("users", "", "student.grade"),
            codes -> assertThat(codes.after()).isEqualTo(1));
    assertThat(foretold.students()).isEqualTo(2);
    assertThat(foretold.rows()).isEqualTo(2);
  }

  @Test
  void ofARowThatIsGoneOnlyWhatItDeniesIsForetold() {
    district.complete("forms", "forms", 0);
    user("1", "Ada", "", "", 1);
    district.form("f1", "s-1", "DENY", 1);
    district.form("f2", "s-1", "GRANT", 1);
    district.complete("forms", "forms", 2);

    RemapDifference foretold =
        difference(
            "forms",
            NormalizeFixture.FORMS,
            NormalizeFixture.FORMS.replace("recipient: row.recipient", "recipient: \"'*'\""));

    assertThat(foretold.rows()).isEqualTo(1);
    assertThat(foretold.entities().get("consent").fields()).isEqualTo(Map.of("recipient", 1L));
  }

  @Test
  void ofTheFirstStudentsItIsRememberedWhatWouldChange() {
    user("1", "Ada", "2015-09-01", "", 1);
    user("2", "Bo", "", "", 1);
    String mended =
        IN_FORCE
            .replace("givenName: row.given", "familyName: row.given")
            .replace("when: row.born != ''", "when: \"row.born == ''\"");

    RemapDifference both = difference("roster", IN_FORCE, mended, 2);
    RemapDifference one = difference("roster", IN_FORCE, mended, 1);

    assertThat(both.touched())
        .isEqualTo(
            Map.of(
                "roster:1",
                Map.of(
                    "student", Set.of("familyName", "givenName"),
                    "demographics", Set.of(RemapDifference.GONE)),
                "roster:2",
                Map.of(
                    "student", Set.of("familyName", "givenName"),
                    "demographics", Set.of(RemapDifference.NEW))));
    assertThat(one.touched())
        .hasSize(1)
        .allSatisfy((person, what) -> assertThat(both.touched()).containsEntry(person, what));
    assertThat(one.students()).isEqualTo(2);
    assertThat(difference(IN_FORCE, mended).touched()).isEmpty();
  }

  private void user(String id, String given, String born, String grade, long position) {
    String json =
        "{\"id\":\"%s\",\"given\":\"%s\",\"born\":\"%s\",\"grade\":\"%s\"}"
            .formatted(id, given, born, grade);
    district.row("roster", "users", "{\"id\":\"" + id + "\"}", json, position);
  }

  /** Rows in two versions; the second is sometimes one that cannot be mapped. */
  private void rows(long seed) {
    Random random = new Random(seed);
    String[] born = {"", "2015-09-01", "2014-01-31", "9/1/2015", "Male"};
    String[] grades = {"", "KG", "01", "ZZ"};
    for (int i = 0; i < 40; i++) {
      user("u" + i, "Ada" + i % 7, born[random.nextInt(3)], grades[random.nextInt(4)], 1);
      if (random.nextInt(3) == 0) {
        user("u" + i, "Ada" + i % 7, born[random.nextInt(5)], grades[random.nextInt(4)], 2);
      }
    }
    for (int i = 0; i < 3; i++) {
      String json = "{\"id\":\"o%1$d\",\"given\":\"School %1$d\",\"grade\":\"\"}".formatted(i);
      district.row("roster", "schools", "{\"id\":\"o" + i + "\"}", json, 1);
    }
  }

  private RemapDifference difference(String before, String after) {
    return difference("roster", before, after);
  }

  private RemapDifference difference(String source, String before, String after) {
    return difference(source, before, after, 0);
  }

  private RemapDifference difference(String source, String before, String after, int named) {
    boolean registrar = source.equals("roster");
    RemapDifference difference =
        new RemapDifference(
            new RowMapping(load(before), registrar),
            new RowMapping(load(after), registrar),
            IDS,
            CATALOGUE,
            named);
    district.landed(
        (row, absent) -> {
          if (row.source().equals(source)) {
            difference.add(row, absent);
          }
        });
    return difference;
  }

  private static Mapping load(String yaml) {
    return Mapping.load("roster", yaml, CATALOGUE, StandardMappings.crosswalks());
  }

  private Map<String, GenericRecord> everything() {
    Map<String, GenericRecord> all = new HashMap<>(district.records);
    all.putAll(district.reference);
    return all;
  }

  /** By {@code entity what} or {@code entity.field}, how often it happened. */
  private static Map<String, Long> happened(
      Map<String, GenericRecord> before, Map<String, GenericRecord> after) {
    Map<String, Long> happened = new TreeMap<>();
    after.forEach(
        (key, record) -> {
          GenericRecord old = before.get(key);
          if (old == null) {
            happened.merge(entity(key) + " fresh", 1L, Long::sum);
          } else if (!old.equals(record)) {
            happened.merge(entity(key) + " changed", 1L, Long::sum);
          }
        });
    before
        .keySet()
        .forEach(
            key -> {
              if (!after.containsKey(key)) {
                happened.merge(entity(key) + " gone", 1L, Long::sum);
              }
            });
    return happened;
  }

  private static String entity(String key) {
    String[] parts = key.split("/");
    return parts[parts.length - 2];
  }

  /** As far as it is sure; what is unsure is as it happened, within its bounds. */
  private static Map<String, Long> flat(RemapDifference foretold, Map<String, Long> happened) {
    Map<String, Long> flat = new TreeMap<>();
    foretold
        .entities()
        .forEach(
            (name, entity) -> {
              if (!name.equals(StoredRow.REGISTRATION)) {
                long changed = happened.getOrDefault(name + " changed", 0L);
                long most = entity.changed() + entity.unsure();
                flat.put(name + " fresh", entity.fresh());
                flat.put(name + " gone", entity.gone());
                flat.put(name + " changed", Math.max(entity.changed(), Math.min(changed, most)));
              }
            });
    flat.values().removeIf(count -> count == 0);
    return flat;
  }

  @Test
  void aRecordThatWouldBelongToSomebodyElseIsSaid() {
    user("1", "2", "2015-09-01", "", 1);
    String person = "person: { system: roster, value: row.id }\n        fields: { birthDate";

    RemapDifference foretold =
        difference(IN_FORCE, IN_FORCE.replace(person, person.replace("row.id", "row.given")));

    assertThat(foretold.entities().get("demographics").fields())
        .isEqualTo(Map.of(RemapDifference.PERSON, 1L));
    assertThat(foretold.students()).isEqualTo(2);
  }

  @Test
  void fieldsThatWouldChangeAreThoseThatDo() {
    rows(7);
    Map<String, GenericRecord> before = everything();
    String yaml = IN_FORCE.replace("givenName: row.given", "familyName: row.given");

    RemapDifference foretold = difference(IN_FORCE, yaml);
    district.mapping("roster", "csv", yaml, 3);
    district.pass();

    Map<String, Long> fields = new TreeMap<>();
    district.records.forEach(
        (key, record) -> {
          for (Schema.Field field : record.getSchema().getFields()) {
            Object old = before.get(key).get(field.pos());
            if (!java.util.Objects.equals(old, record.get(field.pos()))) {
              fields.merge(field.name(), 1L, Long::sum);
            }
          }
        });
    assertThat(foretold.entities().get("student").fields()).as("seed 7").isEqualTo(fields);
  }
}
