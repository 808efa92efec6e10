package io.hallpass.synthetic.people;

import io.hallpass.synthetic.school.School;
import io.hallpass.synthetic.school.SchoolClass;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * A student as the roster and the SIS see one on one day.
 *
 * @param index from 0; those who arrive later have higher ones
 * @param family siblings and guardians
 * @param grade 0 (kindergarten) to 12
 * @param school where
 * @param sourcedId what the roster calls this student
 * @param stateNo the state's identifier, ten digits, on both sides
 * @param pupilNo what the SIS calls this student
 * @param givenName may hold any letters
 * @param middleName or empty
 * @param familyName may hold any letters
 * @param preferredName or empty
 * @param birthDate fits the grade
 * @param sex as recorded
 * @param races none, one or several
 * @param hispanic or Latino ethnicity
 * @param email unique, in a domain that cannot exist
 * @param phone unique, or empty for the younger
 * @param sections in each period, the section attended
 */
public record Student(
    int index,
    Family family,
    int grade,
    School school,
    String sourcedId,
    String stateNo,
    long pupilNo,
    String givenName,
    String middleName,
    String familyName,
    String preferredName,
    LocalDate birthDate,
    Sex sex,
    Set<Race> races,
    boolean hispanic,
    String email,
    String phone,
    List<Integer> sections) {

  public Student {
    races = Set.copyOf(races);
    sections = List.copyOf(sections);
  }

  /** The class attended in this period, from 0. */
  public SchoolClass schoolClass(int period) {
    return new SchoolClass(school, grade, period, sections.get(period));
  }

  /** What the roster calls the enrollment of this period; another section is another enrollment. */
  public String enrollmentId(int period) {
    return "e-" + pupilNo + "-" + (period + 1) + "-" + (sections.get(period) + 1);
  }
}
