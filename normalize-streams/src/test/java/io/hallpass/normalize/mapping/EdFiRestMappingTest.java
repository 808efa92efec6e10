package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.topics.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdFiRestMappingTest {
  private static final Mapping MAPPING = Samples.standard("edfi-rest");
  private static final String STUDENT = "studentReference/studentUniqueId";
  private static final String ORG = "educationOrganizationReference/educationOrganizationId";

  private static String uri(String code) {
    return "uri://state.example.org/AnyDescriptor#" + code;
  }

  private static String[] program(String type) {
    return new String[] {
      STUDENT,
      "s1",
      ORG,
      "17",
      "programReference/educationOrganizationId",
      "17",
      "programReference/programName",
      "Helping Hands",
      "programReference/programTypeDescriptor",
      uri(type),
      "beginDate",
      "2026-08-24"
    };
  }

  private static List<String> entities(MapResult.Mapped mapped) {
    return mapped.emissions().stream()
        .filter(e -> !(e instanceof Emission.Registration))
        .map(
            e ->
                e instanceof Emission.Record record
                    ? record.entity()
                    : ((Emission.Reference) e).entity())
        .toList();
  }

  @Test
  void nothingIsCollectedThatNobodyShouldHave() {
    assertThat(MAPPING.resources())
        .flatExtracting(ResourceMapping::columns)
        .contains("studentUniqueId", "staffUniqueId")
        .noneMatch(c -> c.contains("SSN") || c.contains("Document") || c.contains("gender"))
        .noneMatch(c -> c.contains("visas") || c.contains("profileThumbnail"))
        // An identification code only where its system is asked for.
        .allMatch(c -> !c.contains("dentificationCodes") || c.contains("SystemDescriptor$='#"));
    assertThat(MAPPING.resource("staffs").orElseThrow().columns())
        .doesNotContain("birthDate", "sexDescriptor", "races/raceDescriptor");
  }

  /** So that the API's deletes and keyChanges can be matched. */
  @Test
  void keysAreNaturalKeysOfPlainNames() {
    Pattern plain = Pattern.compile("\\w+(/\\w+)*(\\|('none'|\\w+(/\\w+)*))*");
    for (ResourceMapping resource : MAPPING.resources()) {
      assertThat(resource.key()).as(resource.name()).allMatch(k -> plain.matcher(k).matches());
      assertThat(resource.key()).as(resource.name()).doesNotContain("id");
    }
  }

  @Test
  void aStudentIsRegisteredAndHasAName() {
    MapResult.Mapped mapped =
        Samples.mapped(
            MAPPING,
            "students",
            Samples.row(
                "studentUniqueId",
                "604822",
                "firstName",
                "Ann",
                "lastSurname",
                "Lee",
                "birthDate",
                "2010-01-05",
                "birthSexDescriptor",
                uri("Female")));

    assertThat(mapped.emissions().get(0)).isInstanceOf(Emission.Registration.class);
    assertThat(entities(mapped)).containsExactly("student", "demographics");
    assertThat(Samples.fields(mapped.emissions().get(1)))
        .containsEntry("givenName", "Ann")
        .containsEntry("familyName", "Lee");
    assertThat(Samples.fields(mapped.emissions().get(2)))
        .containsEntry("sex", "Female")
        .containsEntry("birthDate", (int) java.time.LocalDate.of(2010, 1, 5).toEpochDay());
  }

  @Test
  void whatAnOrganizationSaysOfAStudentGoesWhereItBelongs() {
    MapResult.Mapped mapped =
        Samples.mapped(
            MAPPING,
            "studentEducationOrganizationAssociations",
            Samples.row(
                STUDENT,
                "s1",
                ORG,
                "17",
                "races/raceDescriptor",
                uri("White") + "\n" + uri("Asian"),
                "studentCharacteristics/studentCharacteristicDescriptor",
                uri("Homeless") + "\n" + uri("Economic Disadvantaged"),
                "limitedEnglishProficiencyDescriptor",
                uri("Limited"),
                "studentIdentificationCodes[studentIdentificationSystemDescriptor$='#State'][1]/identificationCode",
                "77",
                "hispanicLatinoEthnicity",
                "false"));

    assertThat(entities(mapped))
        .containsExactly(
            "student", "demographics", "meal-eligibility", "english-learner", "living-situation");
    Emission.Record student = (Emission.Record) mapped.emissions().get(0);
    assertThat(student.person()).isEqualTo("edfi:s1");
    assertThat(student.also()).containsExactly("state:77");
    assertThat(Samples.fields(mapped.emissions().get(1)))
        .containsEntry("white", true)
        .containsEntry("asian", true)
        .containsEntry("blackOrAfricanAmerican", false)
        .containsEntry("demographicRaceTwoOrMoreRaces", true)
        .containsEntry("hispanicOrLatinoEthnicity", false);
    assertThat(Samples.fields(mapped.emissions().get(4)))
        .containsEntry("homeless", true)
        .doesNotContainKey("migrant");
  }

  @Test
  void noRaceIsNotTheSameAsNotThisRace() {
    MapResult.Mapped mapped =
        Samples.mapped(
            MAPPING,
            "studentEducationOrganizationAssociations",
            Samples.row(STUDENT, "s1", ORG, "17"));

    assertThat(entities(mapped)).containsExactly("student", "demographics");
    assertThat(Samples.fields(mapped.emissions().get(1)))
        .doesNotContainKeys("white", "demographicRaceTwoOrMoreRaces");
  }

  @ParameterizedTest
  @CsvSource({
    "Gifted and Talented, program-participation",
    "Special Education, special-education",
    "Section 504 Placement, section-504",
    "Bilingual, english-learner",
    "Homeless, living-situation",
    "Migrant Education, living-situation"
  })
  void theKindOfAProgramDecidesWhichRecordItIs(String type, String entity) {
    MapResult.Mapped mapped =
        Samples.mapped(MAPPING, "studentProgramAssociations", Samples.row(program(type)));

    assertThat(entities(mapped)).containsExactly(entity);
  }

  @Test
  void aKindOfProgramThatNobodyKnowsIsRejectedAndNotGuessed() {
    assertThat(
            Samples.map(
                MAPPING, "studentProgramAssociations", Samples.row(program("Secret Circle"))))
        .isEqualTo(
            new MapResult.Rejected(ErrorCode.UNKNOWN_CODE, "program-participation.programType"));
  }

  @Test
  void anExpulsionIsDisciplineAndNoWayToLeaveASchool() {
    Map<String, Object> fields =
        Samples.fields(
            Samples.mapped(
                    MAPPING,
                    "studentSchoolAssociations",
                    Samples.row(
                        STUDENT,
                        "s1",
                        "schoolReference/schoolId",
                        "17",
                        "entryDate",
                        "2026-08-24",
                        "entryGradeLevelDescriptor",
                        uri("Ninth grade"),
                        "exitWithdrawTypeDescriptor",
                        uri("Expelled")))
                .emissions()
                .get(0));

    assertThat(fields)
        .containsEntry("grade", "09")
        .containsEntry("expelled", true)
        .doesNotContainKey("exitType");
  }

  @Test
  void aSectionIsReachedByWhatRefersToIt() {
    String[] reference = {
      "sectionReference/sectionIdentifier",
      "25590100102Trad220ALG112011",
      "sectionReference/schoolId",
      "255901001",
      "sectionReference/localCourseCode",
      "ALG-1",
      "sectionReference/schoolYear",
      "2011",
      "sectionReference/sessionName",
      "2010-2011 Fall Semester",
      STUDENT,
      "s1",
      "beginDate",
      "2010-08-23"
    };
    Emission.Reference section =
        (Emission.Reference)
            Samples.mapped(
                    MAPPING,
                    "sections",
                    Samples.row(
                        "sectionIdentifier",
                        "25590100102Trad220ALG112011",
                        "courseOfferingReference/schoolId",
                        "255901001",
                        "courseOfferingReference/localCourseCode",
                        "ALG-1",
                        "courseOfferingReference/schoolYear",
                        "2011",
                        "courseOfferingReference/sessionName",
                        "2010-2011 Fall Semester"))
                .emissions()
                .get(0);

    Emission enrollment =
        Samples.mapped(MAPPING, "studentSectionAssociations", Samples.row(reference))
            .emissions()
            .get(0);

    assertThat(Samples.fields(enrollment))
        .containsEntry("classId", section.recordId().toString())
        .containsEntry("sessionId", Samples.fields(section).get("sessionId"));
  }

  @Test
  void aGradingPeriodIsKnownByItsNameOrByItsNumber() {
    String[] common = {
      "studentSectionAssociationReference/studentUniqueId", "s1",
      "studentSectionAssociationReference/sectionIdentifier", "x",
      "studentSectionAssociationReference/schoolId", "17",
      "studentSectionAssociationReference/localCourseCode", "ALG",
      "studentSectionAssociationReference/schoolYear", "2027",
      "studentSectionAssociationReference/sessionName", "Fall",
      "studentSectionAssociationReference/beginDate", "2026-08-24",
      "gradingPeriodReference/gradingPeriodDescriptor", uri("First Six Weeks"),
      "gradingPeriodReference/schoolId", "17",
      "gradingPeriodReference/schoolYear", "2027",
      "gradeTypeDescriptor", uri("Grading Period"),
      "letterGradeEarned", "B",
      "gradingPeriodReference/gradingPeriodName|gradingPeriodReference/periodSequence", "1"
    };

    MapResult.Mapped mapped = Samples.mapped(MAPPING, "grades", Samples.row(common));

    assertThat(Samples.fields(mapped.emissions().get(0)))
        .containsEntry("finalLetterGrade", "B")
        .containsEntry("gradingPeriod", "First Six Weeks");
  }
}
