package io.hallpass.synthetic.random;

import java.nio.charset.StandardCharsets;

/**
 * What a number is drawn for. Each purpose has a stream of its own, so that drawing one more number
 * for names changes nothing about meals.
 */
public enum Purpose {
  FAMILY_SIZES,
  FAMILY,
  HOME,
  STUDENT,
  STUDENT_NAME,
  BIRTH,
  RACE,
  SECTION,
  GUARDIAN,
  TEACHER,
  SCHOOL,
  IDENTIFIER,
  SECRET,
  CHANGE,
  CHANGED_VALUE,
  ENTRY,
  SPECIAL_EDUCATION,
  SECTION_504,
  INCIDENT,
  MEAL,
  HEALTH,
  ATTENDANCE,
  LIVING,
  LANGUAGE,
  BUS,
  FLAG,
  AUDIT,
  CONSENT,
  GRADEBOOK;

  private final long salt;

  Purpose() {
    // From the name and not the ordinal: a new purpose leaves every known district as it is.
    long hash = 0xcbf29ce484222325L;
    for (byte b : name().getBytes(StandardCharsets.US_ASCII)) {
      hash = (hash ^ b) * 0x100000001b3L;
    }
    this.salt = hash;
  }

  long salt() {
    return salt;
  }
}
