package io.hallpass.cli.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * By which of its collected columns an Ed-Fi element names its school: the shortest way to one, and
 * where an element lacks that, the next. An element's own reference comes first, then that of what
 * it belongs to: its section, incident, calendar. Whose course or program it is, and where a
 * student goes next year, says nothing of the school.
 *
 * <p>Ed-Fi's interchange schemas 1.0, 2.0 and 5.x.
 */
final class EdFiSchools {
  /** A reference to an organization, and the id in it. */
  private static final String ORGANIZATION =
      "(Responsibility|Reported)?(School|(Transportation)?EducationOrganization|EducationOrg"
          + "|EducationalOrg)Reference/\\w+Identity"
          + "/(SchoolId|EducationOrganizationId|StateOrganizationId)";

  /** What belongs to one school, or to the organization that keeps a record. */
  private static final String BELONGING =
      "(Section|CourseOffering|StudentSectionAssociation|GradebookEntry|DisciplineIncident"
          + "|StudentDisciplineIncidentBehaviorAssociation|Calendar|Session|StudentAcademicRecord)"
          + "Reference/\\w+Identity/";

  private static final String WAY = "(" + BELONGING + ")*" + ORGANIZATION;
  private static final Pattern SCHOOL = Pattern.compile(WAY + "(\\|" + WAY + ")*");

  private EdFiSchools() {}

  /**
   * One path that leads to it.
   *
   * @param columns paths that are collected of the element
   * @return empty where none of them names a school
   */
  static String of(Collection<String> columns) {
    return columns.stream()
        .filter(column -> SCHOOL.matcher(column).matches())
        .sorted(
            Comparator.<String>comparingInt(column -> column.split("/").length)
                .thenComparing(Comparator.reverseOrder()))
        .collect(Collectors.joining("|"));
  }
}
