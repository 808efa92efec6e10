package io.hallpass.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class ShippedVocabularyTest {
  private static final Map<String, Category> REFERENCE =
      Map.of(
          "org", Category.ORGANIZATION,
          "academic-session", Category.ORGANIZATION,
          "course", Category.ORGANIZATION,
          "class", Category.ORGANIZATION,
          "class-staff", Category.STAFF,
          "line-item", Category.ORGANIZATION,
          "learning-standard", Category.ORGANIZATION,
          "staff", Category.STAFF,
          "calendar-date", Category.ORGANIZATION);
  private static final Map<String, Category> STUDENT =
      Map.ofEntries(
          Map.entry("student", Category.ENROLLMENT),
          Map.entry("demographics", Category.DEMOGRAPHIC),
          Map.entry("guardian", Category.PARENT),
          Map.entry("school-enrollment", Category.ENROLLMENT),
          Map.entry("class-enrollment", Category.SCHEDULE),
          Map.entry("attendance-event", Category.ATTENDANCE),
          Map.entry("discipline-incident", Category.DISCIPLINE),
          Map.entry("special-education", Category.SPECIAL_EDUCATION),
          Map.entry("section-504", Category.SPECIAL_EDUCATION),
          Map.entry("english-learner", Category.LANGUAGE_PROGRAM),
          Map.entry("living-situation", Category.LIVING_SITUATION),
          Map.entry("program-participation", Category.ENROLLMENT),
          Map.entry("meal-eligibility", Category.MEAL_STATUS),
          Map.entry("health-record", Category.HEALTH),
          Map.entry("transportation", Category.TRANSPORTATION),
          Map.entry("assessment-result", Category.ASSESSMENT),
          Map.entry("result", Category.STUDENT_WORK),
          Map.entry("transcript-entry", Category.TRANSCRIPT),
          Map.entry("consent", Category.PARENT));

  private final Catalogue catalogue = Catalogue.load();

  @Test
  void holdsExactlyTheEntitiesOfTheDesignWithTheirRecordCategories() {
    assertThat(categories(Scope.REFERENCE)).isEqualTo(REFERENCE);
    assertThat(categories(Scope.STUDENT)).isEqualTo(STUDENT);
  }

  @Test
  void theIndexListsEverySchemaInOrder() throws IOException {
    Path folder =
        Samples.repository().resolve("schemas/src/main/resources/io/hallpass/schemas/entities");
    List<String> listed = Files.readAllLines(folder.resolve("index.txt"));

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(listed)
          .isSorted()
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".avsc"))
                  .toList());
    }
    assertThat(listed)
        .isEqualTo(catalogue.entities().stream().map(e -> e.name() + ".avsc").sorted().toList());
  }

  @Test
  void aRecordNamesItsClassAfterTheEntity() {
    for (Entity entity : catalogue.entities()) {
      String name =
          Arrays.stream(entity.name().split("-"))
              .map(
                  part ->
                      part.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + part.substring(1))
              .collect(Collectors.joining());
      assertThat(entity.schema().getFullName()).isEqualTo("io.hallpass.canonical." + name);
    }
  }

  @Test
  void onlyFourCategoriesHaveToBeNamed() {
    assertThat(Category.values())
        .filteredOn(Category::namedOnly)
        .containsExactlyInAnyOrder(
            Category.MEAL_STATUS,
            Category.HEALTH,
            Category.SPECIAL_EDUCATION,
            Category.LIVING_SITUATION);
  }

  @Test
  void aRecordWithEverythingWithheldSurvivesTheWire() throws IOException {
    for (Entity entity : catalogue.entities()) {
      GenericData.Record record = new GenericData.Record(entity.schema());
      for (Field field : entity.fields()) {
        if (field.key()) {
          record.put(field.position(), "00000000-0000-4000-8000-00000000000" + field.position());
        }
      }

      GenericData.Record back = decode(entity.schema(), encode(record));

      for (Field field : entity.fields()) {
        if (field.key()) {
          assertThat(back.get(field.position()))
              .hasToString(record.get(field.position()).toString());
        } else {
          assertThat(back.get(field.position())).as(entity + "." + field.name()).isNull();
        }
      }
    }
  }

  @Test
  void everyFieldNamesAStandardOrALaw() {
    assertThat(fields())
        .filteredOn(at -> !at.field().key())
        .allSatisfy(
            at ->
                assertThat(at.field().doc())
                    .as(at.toString())
                    .containsPattern(
                        "OneRoster 1\\.2 |Ed-Fi 5 |CEDS |1EdTech CASE|SDPC |ICD-10|\\d+ (CFR|U\\.S\\.C\\.) "));
  }

  @Test
  void fewFieldsAreRequired() {
    assertThat(fields())
        .filteredOn(at -> at.field().required())
        .extracting(FieldAt::toString)
        .containsExactlyInAnyOrder(
            "attendance-event.eventDate", "consent.decision", "program-participation.programType");
  }

  @Test
  void vendorsIdsAreIdentifiersWhereThereIsAPerson() {
    assertThat(fields())
        .filteredOn(
            at -> at.field().name().equals("sourcedId") || at.field().name().equals("username"))
        .filteredOn(at -> at.entity().category() != Category.ORGANIZATION)
        .allSatisfy(
            at ->
                assertThat(at.field().category()).as(at.toString()).contains(Category.IDENTIFIER));
  }

  @Test
  void theSameFactHasTheSameCategoryEverywhere() {
    Map<String, Category> expected =
        Map.of(
            "birthDate", Category.DEMOGRAPHIC,
            "sex", Category.DEMOGRAPHIC,
            "medicallyFragile", Category.HEALTH,
            "accommodations", Category.SPECIAL_EDUCATION,
            "educationalEnvironment", Category.SPECIAL_EDUCATION);

    assertThat(fields())
        .filteredOn(
            at -> at.entity().scope() == Scope.STUDENT && expected.containsKey(at.field().name()))
        .hasSizeGreaterThanOrEqualTo(expected.size())
        .allSatisfy(
            at ->
                assertThat(at.field().category())
                    .as(at.toString())
                    .contains(expected.get(at.field().name())));
  }

  @Test
  void aSchoolIsCalledSchoolIdAndIsAnOrg() {
    assertThat(fields())
        .filteredOn(at -> at.field().name().equals("schoolId"))
        .hasSizeGreaterThan(15)
        .allSatisfy(at -> assertThat(at.field().references()).as(at.toString()).contains("org"));
  }

  @Test
  void nothingCanHoldACredentialOrASocialSecurityNumber() {
    Set<String> words = Set.of("password", "ssn", "socialsecurity", "credential", "secret", "pin");

    assertThat(fields())
        .noneMatch(at -> words.contains(at.field().name().toLowerCase(java.util.Locale.ROOT)));
  }

  private Map<String, Category> categories(Scope scope) {
    return catalogue.entities().stream()
        .filter(entity -> entity.scope() == scope)
        .collect(Collectors.toMap(Entity::name, Entity::category));
  }

  private List<FieldAt> fields() {
    return catalogue.entities().stream()
        .flatMap(entity -> entity.fields().stream().map(field -> new FieldAt(entity, field)))
        .toList();
  }

  private static byte[] encode(GenericData.Record record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericData.Record>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static GenericData.Record decode(Schema schema, byte[] bytes) throws IOException {
    return new GenericDatumReader<GenericData.Record>(schema)
        .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }

  private record FieldAt(Entity entity, Field field) {
    @Override
    public String toString() {
      return entity.name() + "." + field.name();
    }
  }
}
