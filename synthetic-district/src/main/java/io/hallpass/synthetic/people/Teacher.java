package io.hallpass.synthetic.people;

import io.hallpass.synthetic.random.Dice;
import io.hallpass.synthetic.random.Numbers;
import io.hallpass.synthetic.random.Purpose;
import io.hallpass.synthetic.school.School;

/**
 * A teacher.
 *
 * @param school where
 * @param ordinal within the school, from 0
 * @param sourcedId what the roster calls this teacher
 * @param givenName may hold any letters
 * @param familyName may hold any letters
 * @param email unique, in a domain that cannot exist
 */
public record Teacher(
    School school,
    int ordinal,
    String sourcedId,
    String givenName,
    String familyName,
    String email) {

  /** The teacher of this number in this school. */
  public static Teacher of(long seed, School school, int ordinal) {
    long index = index(school, ordinal);
    Dice dice = Dice.of(seed, Purpose.TEACHER, index);
    String id = id(seed, school, ordinal);
    return new Teacher(
        school, ordinal, id, Names.given(dice), Names.family(dice), id + "@staff.example");
  }

  /** What the roster calls the teacher of this number. */
  public static String id(long seed, School school, int ordinal) {
    return "t-" + Numbers.hex(seed, Purpose.TEACHER, index(school, ordinal));
  }

  /** Different for every teacher of the district. */
  public long index() {
    return index(school, ordinal);
  }

  private static long index(School school, int ordinal) {
    return ((long) school.index() << 32) + ordinal;
  }
}
