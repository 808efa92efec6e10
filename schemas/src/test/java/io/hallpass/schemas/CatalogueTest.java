package io.hallpass.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final String UUID = "{'type':'string','logicalType':'uuid'}";
  private static final String STUDENT_ID = field("studentId", UUID, "'confluent:tags':['KEY']");
  private static final String RECORD_ID = field("recordId", UUID, "'confluent:tags':['KEY']");

  @Test
  void readsWhatKeepsTheRules() {
    Catalogue catalogue =
        Catalogue.of(
            List.of(
                reference("org", value("name", "ORGANIZATION")),
                student(
                    "visit",
                    value("note", "HEALTH"),
                    optional(
                        "schoolId",
                        UUID,
                        "'confluent:tags':['SCHEDULE'],'hallpass.references':'org'"),
                    optional(
                        "day",
                        "{'type':'int','logicalType':'date'}",
                        "'confluent:tags':['SCHEDULE'],'hallpass.required':true"),
                    optional(
                        "marks",
                        "{'type':'array','items':'string'}",
                        "'confluent:tags':['HEALTH'],'hallpass.codes':'weekday'"))));

    Entity visit = catalogue.entity("visit").orElseThrow();
    assertThat(visit.scope()).isEqualTo(Scope.STUDENT);
    assertThat(visit.category()).isEqualTo(Category.SCHEDULE);
    assertThat(visit.fields().stream().map(Field::type))
        .containsExactly(
            FieldType.UUID,
            FieldType.UUID,
            FieldType.STRING,
            FieldType.UUID,
            FieldType.DATE,
            FieldType.STRING_LIST);
    assertThat(visit.field("schoolId").orElseThrow().references()).contains("org");
    assertThat(visit.field("marks").orElseThrow().codes()).contains("weekday");
    assertThat(visit.field("day").orElseThrow().required()).isTrue();
    assertThat(visit.field("note").orElseThrow().required()).isFalse();
    assertThat(visit.keyFields()).isEqualTo(0b11);
    assertThat(visit.fieldsOf(Category.HEALTH.bit())).isEqualTo(0b100100);
    assertThat(visit.fieldsOf(Category.SCHEDULE.bit() | Category.HEALTH.bit())).isEqualTo(0b111100);
    assertThat(catalogue.entityOf(visit.schema())).contains(visit);
    assertThat(catalogue.entities()).extracting(Entity::name).containsExactly("org", "visit");
  }

  @Test
  void refusesAnUntaggedField() {
    assertRefused(
        student("visit", optional("note", "'string'", "'x':'y'")),
        "Visit.note: must have exactly one tag");
  }

  @Test
  void refusesTwoTags() {
    assertRefused(
        student("visit", optional("note", "'string'", "'confluent:tags':['HEALTH','NAME']")),
        "Visit.note: must have exactly one tag");
  }

  @Test
  void refusesAnUnknownCategory() {
    assertRefused(
        student("visit", value("note", "SECRET")), "Visit.note: unknown category 'SECRET'");
  }

  @Test
  void refusesKeyOnAnotherField() {
    assertRefused(
        student("visit", value("note", "KEY")),
        "Visit.note: the tag KEY belongs to studentId and recordId");
  }

  @Test
  void refusesAKeyWithACategory() {
    assertRefused(
        schema(
            "visit",
            "STUDENT",
            "SCHEDULE",
            STUDENT_ID,
            field("recordId", UUID, "'confluent:tags':['SCHEDULE']")),
        "Visit.recordId: the tag KEY belongs to");
  }

  @Test
  void refusesAFieldThatCannotBeWithheld() {
    String wrong = "Visit.note: must be [\"null\", type] with default null";
    assertRefused(
        student("visit", field("note", "'string'", "'confluent:tags':['HEALTH']")), wrong);
    assertRefused(
        student("visit", field("note", "['null','string']", "'confluent:tags':['HEALTH']")), wrong);
    assertRefused(
        student(
            "visit",
            field("note", "['string','null']", "'default':'','confluent:tags':['HEALTH']")),
        wrong);
    assertRefused(
        student(
            "visit",
            field("note", "['null','string','int']", "'default':null,'confluent:tags':['HEALTH']")),
        wrong);
  }

  @Test
  void refusesAKeyThatIsNoUuid() {
    assertRefused(
        schema(
            "visit",
            "STUDENT",
            "SCHEDULE",
            STUDENT_ID,
            field("recordId", "'string'", "'confluent:tags':['KEY']")),
        "Visit.recordId: a key is a uuid");
  }

  @Test
  void refusesMissingOrMisplacedKeys() {
    assertRefused(schema("visit", "STUDENT", "SCHEDULE", STUDENT_ID), "Visit: has no recordId");
    assertRefused(
        schema("visit", "STUDENT", "SCHEDULE", RECORD_ID),
        "Visit: is student-scoped and has no studentId");
    assertRefused(
        schema("visit", "REFERENCE", "SCHEDULE", STUDENT_ID, RECORD_ID),
        "Visit: is reference data and has a studentId");
    assertRefused(
        schema("visit", "STUDENT", "SCHEDULE", RECORD_ID, STUDENT_ID),
        "Visit: must begin with its keys");
    assertRefused(
        schema("visit", "REFERENCE", "SCHEDULE", value("a", "HEALTH"), RECORD_ID),
        "Visit: must begin with its keys");
  }

  @Test
  void refusesAReferenceToNowhere() {
    assertRefused(
        student(
            "visit",
            optional(
                "schoolId", UUID, "'confluent:tags':['SCHEDULE'],'hallpass.references':'org'")),
        "Visit.schoolId: references unknown entity 'org'");
  }

  @Test
  void refusesAReferenceThatIsNoUuidAndAUuidThatIsNoReference() {
    assertRefused(
        student(
            "visit",
            optional(
                "schoolId",
                "'string'",
                "'confluent:tags':['SCHEDULE'],'hallpass.references':'visit'")),
        "Visit.schoolId: a reference to another record is a uuid");
    assertRefused(
        student("visit", optional("schoolId", UUID, "'confluent:tags':['SCHEDULE']")),
        "Visit.schoolId: a uuid that is not a key names its entity");
  }

  @Test
  void refusesAFieldWithoutDoc() {
    assertRefused(
        student(
            "visit",
            "{'name':'note','type':['null','string'],'default':null,'confluent:tags':['HEALTH']}"),
        "Visit.note: has no doc");
  }

  @Test
  void refusesTypesTheVocabularyDoesNotKnow() {
    assertRefused(
        student("visit", optional("note", "'bytes'", "'confluent:tags':['HEALTH']")),
        "Visit.note: type BYTES is not one of the vocabulary's");
    assertRefused(
        student(
            "visit",
            optional("note", "{'type':'array','items':'int'}", "'confluent:tags':['HEALTH']")),
        "Visit.note: arrays hold strings");
  }

  @Test
  void refusesMoreFieldsThanBits() {
    assertThat(Catalogue.of(List.of(student("visit", values(62)))).entity("visit")).isPresent();
    assertRefused(student("visit", values(63)), "Visit: more than 64 fields");
  }

  @Test
  void refusesDuplicates() {
    assertThat(problemsOf(student("visit"), student("visit")))
        .contains("t.Visit: is declared twice", "t.Visit: entity 'visit' is declared twice");
    assertThat(
            problemsOf(
                student("visit"),
                student("visit").replace("'Visit'", "'Other'").replace("\"Visit\"", "\"Other\"")))
        .containsExactly("t.Other: entity 'visit' is declared twice");
  }

  @Test
  void refusesAnEntityWithoutNameScopeOrCategory() {
    String bare =
        json("{'type':'record','name':'Visit','namespace':'t','fields':[" + RECORD_ID + "]}");

    assertThat(problemsOf(bare))
        .hasSize(3)
        .anyMatch(problem -> problem.contains("hallpass.entity must be a kebab-case name"))
        .anyMatch(problem -> problem.contains("hallpass.scope must be one of [STUDENT, REFERENCE]"))
        .anyMatch(problem -> problem.contains("hallpass.category must be one of [IDENTIFIER,"));
    assertThat(problemsOf(schema("visit", "SCHOOL", "SECRET", RECORD_ID)))
        .anyMatch(problem -> problem.endsWith("not 'SCHOOL'"))
        .anyMatch(problem -> problem.endsWith("not 'SECRET'"));
  }

  @Test
  void refusesWhatIsNoRecord() {
    assertThat(problemsOf("\"string\"", "{")).hasSize(2);
  }

  @Test
  void reportsAllProblemsAtOnce() {
    assertThat(
            problemsOf(
                student("visit", value("a", "SECRET"), field("b", "'string'", "'x':'y'")),
                reference("org", optional("c", "'string'", "'confluent:tags':[]"))))
        .containsExactly(
            "t.Visit.a: unknown category 'SECRET'",
            "t.Visit.b: must have exactly one tag in confluent:tags",
            "t.Visit.b: must be [\"null\", type] with default null, so that it can be withheld",
            "t.Org.c: must have exactly one tag in confluent:tags");
  }

  @Test
  void aBrokenEntityMakesNoProblemOfReferencesToIt() {
    assertThat(
            problemsOf(
                student(
                    "visit",
                    optional(
                        "orgId",
                        UUID,
                        "'confluent:tags':['SCHEDULE'],'hallpass.references':'org'")),
                reference("org", value("name", "SECRET"))))
        .containsExactly("t.Org.name: unknown category 'SECRET'");
  }

  private static void assertRefused(String schema, String problem) {
    assertThat(problemsOf(schema)).singleElement().asString().contains(problem);
  }

  private static List<String> problemsOf(String... schemas) {
    return catchThrowableOfType(CatalogueException.class, () -> Catalogue.of(List.of(schemas)))
        .problems();
  }

  private static String student(String entity, String... fields) {
    return schema(entity, "STUDENT", "SCHEDULE", STUDENT_ID, RECORD_ID, String.join(",", fields));
  }

  private static String reference(String entity, String... fields) {
    return schema(entity, "REFERENCE", "ORGANIZATION", RECORD_ID, String.join(",", fields));
  }

  private static String schema(String entity, String scope, String category, String... fields) {
    String name = entity.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + entity.substring(1);
    String all =
        List.of(fields).stream().filter(field -> !field.isEmpty()).collect(Collectors.joining(","));
    return json(
        "{'type':'record','name':'%s','namespace':'t','hallpass.entity':'%s','hallpass.scope':'%s','hallpass.category':'%s','fields':[%s]}"
            .formatted(name, entity, scope, category, all));
  }

  private static String[] values(int count) {
    return IntStream.range(0, count).mapToObj(i -> value("f" + i, "HEALTH")).toArray(String[]::new);
  }

  private static String value(String name, String tag) {
    return optional(name, "'string'", "'confluent:tags':['" + tag + "']");
  }

  private static String optional(String name, String type, String properties) {
    return field(name, "['null'," + type + "]", "'default':null," + properties);
  }

  private static String field(String name, String type, String properties) {
    return "{'name':'%s','type':%s,'doc':'d',%s}".formatted(name, type, properties);
  }

  private static String json(String singleQuoted) {
    return singleQuoted.replace('\'', '"');
  }
}
