package io.hallpass.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.synthetic.change.Kind;
import io.hallpass.synthetic.people.Guardian;
import io.hallpass.synthetic.people.Student;
import io.hallpass.synthetic.sis.SisRow;
import io.hallpass.synthetic.sis.SisTable;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticDistrictTest {
  private static final long SEED = 4711;

  private final SyntheticDistrict district = SyntheticDistrict.of(SEED, 2000);

  @Test
  void aStudentDependsOnSeedAndIndexAndNotOnWhoWasMadeBefore() {
    List<Student> inOrder = district.students().toList();

    List<Student> backwards =
        IntStream.range(0, 2000)
            .mapToObj(i -> SyntheticDistrict.of(SEED, 2000).student(1999 - i))
            .toList();

    for (int i = 0; i < 2000; i++) {
      assertThat(backwards.get(1999 - i)).isEqualTo(inOrder.get(i));
    }
  }

  @Test
  void anotherSeedMakesOtherStudents() {
    Set<String> ids = district.students().map(Student::sourcedId).collect(Collectors.toSet());

    List<String> others =
        SyntheticDistrict.of(SEED + 1, 2000).students().map(Student::sourcedId).toList();

    assertThat(others).hasSize(2000).doesNotContainAnyElementsOf(ids);
  }

  @Test
  void identifiersAreDifferentForEveryStudent() {
    assertThat(district.students().map(Student::sourcedId).distinct()).hasSize(2000);
    assertThat(district.students().map(Student::stateNo).distinct()).hasSize(2000);
    assertThat(district.students().map(Student::pupilNo).distinct()).hasSize(2000);
    assertThat(district.students().map(Student::email).distinct()).hasSize(2000);
    assertThat(district.students().map(Student::stateNo)).allMatch(id -> id.matches("\\d{10}"));
  }

  @Test
  void siblingsShareGuardiansNameHomeAndSchoolOfALevel() {
    Map<Integer, List<Student>> families =
        district.students().collect(Collectors.groupingBy(s -> s.family().first()));

    List<List<Student>> siblings = families.values().stream().filter(f -> f.size() > 1).toList();

    assertThat(siblings).hasSizeGreaterThan(200);
    for (List<Student> children : siblings) {
      assertThat(children).allMatch(s -> s.family().equals(children.get(0).family()));
      assertThat(children.stream().collect(Collectors.groupingBy(s -> s.school().level())).values())
          .allMatch(same -> same.stream().map(Student::school).distinct().count() == 1);
    }
  }

  @Test
  void thereAreAboutThirteenGuardiansForTenStudents() {
    List<String> guardians =
        district.families().flatMap(f -> f.guardians().stream()).map(Guardian::sourcedId).toList();

    assertThat(guardians).doesNotHaveDuplicates().hasSizeBetween(2400, 2900);
  }

  @Test
  void namesHoldLettersOfManyScriptsAndAwkwardCharacters() {
    String names =
        district
            .students()
            .map(s -> s.givenName() + "|" + s.familyName())
            .collect(Collectors.joining("|"));

    assertThat(names).contains("'", "\u2019", "-", ", Jr.", " da ", "é", "ñ", "\u0301");
    assertThat(names.codePoints().mapToObj(Character.UnicodeScript::of).collect(Collectors.toSet()))
        .contains(
            Character.UnicodeScript.CYRILLIC,
            Character.UnicodeScript.GREEK,
            Character.UnicodeScript.HAN,
            Character.UnicodeScript.HANGUL,
            Character.UnicodeScript.ARABIC);
  }

  @Test
  void everySecretIsUniqueAndRecognized() {
    Set<String> secrets = new HashSet<>();
    for (SisTable table : List.of(SisTable.PUPIL, SisTable.AUDIT_LOG)) {
      for (SisRow row : table.rows(district).toList()) {
        row.values().stream()
            .filter(v -> v instanceof String text && Secrets.isSecret(text))
            .forEach(v -> assertThat(secrets.add((String) v)).isTrue());
      }
    }

    assertThat(secrets).hasSize(2000 + 2000 + 200);
    for (String secret : secrets) {
      byte[] bytes = ("xx" + secret + "yy").getBytes(StandardCharsets.UTF_8);
      assertThat(Secrets.firstIn(bytes).orElseThrow()).isLessThan(40);
    }
    assertThat(Secrets.firstIn("nothing here".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void noOtherValueLooksLikeASecret() {
    Set<String> secretColumns = Set.of("ssn", "portal_pw", "what");

    for (SisTable table : SisTable.values()) {
      for (SisRow row : table.rows(district).toList()) {
        for (String column : table.columns()) {
          assertThat(Secrets.isSecret(row.text(column))).isEqualTo(secretColumns.contains(column));
        }
      }
    }
  }

  @Test
  void theShowcaseStudentHasSomethingToShowInTheSmallestDistrict() {
    for (long seed = 0; seed < 50; seed++) {
      SyntheticDistrict small = SyntheticDistrict.of(seed, SyntheticDistrict.SMALLEST).on(3);
      Student student = small.student(SyntheticDistrict.SHOWCASE);

      assertThat(small.present(student.index())).isTrue();
      assertThat(student.family().guardians()).hasSizeGreaterThanOrEqualTo(2);
      assertThat(SisTable.INCIDENT.rows(small, student)).hasSizeGreaterThanOrEqualTo(2);
      assertThat(SisTable.PUPIL_SPED.rows(small, student)).hasSize(1);
      assertThat(SisTable.ATTEND_DAY.rows(small, student)).isNotEmpty();
    }
  }

  @Test
  void aDayTouchesSomeArrivesSomeAndTakesSomeAway() {
    DayOfChanges day = DayOfChanges.after(district);

    assertThat(day.touched().stream().filter(DayOfChanges.Touched::arrives)).hasSize(4);
    long leave = day.touched().stream().filter(DayOfChanges.Touched::leaves).count();
    assertThat(leave).isBetween(2L, 3L);
    assertThat(day.touched().stream().filter(t -> t.kinds().contains(Kind.ROSTER)))
        .hasSizeBetween(8, 11);
    assertThat(day.after().students().count()).isEqualTo(2004 - leave);
  }

  @Test
  void whoIsNotTouchedIsTheSameTheDayAfter() {
    DayOfChanges day = DayOfChanges.after(district.on(2));
    Set<Integer> touched =
        day.touched().stream().map(DayOfChanges.Touched::index).collect(Collectors.toSet());

    for (int i = 0; i < 2000; i++) {
      if (!touched.contains(i) && day.before().present(i)) {
        assertThat(day.after().student(i)).isEqualTo(day.before().student(i));
        for (SisTable table : SisTable.values()) {
          assertThat(table.rows(day.after(), day.after().student(i)))
              .isEqualTo(table.rows(day.before(), day.before().student(i)));
        }
      }
    }
  }

  @Test
  void aChangedRosterEntryIsADifferentStudent() {
    DayOfChanges day = DayOfChanges.after(district);

    List<Integer> changed =
        day.touched().stream()
            .filter(t -> t.kinds().contains(Kind.ROSTER))
            .map(DayOfChanges.Touched::index)
            .toList();

    assertThat(changed)
        .isNotEmpty()
        .allMatch(i -> !day.after().student(i).equals(day.before().student(i)));
  }

  @Test
  void refusesSizesItCannotMake() {
    assertThatThrownBy(() -> SyntheticDistrict.of(SEED, 19)).hasMessageContaining("20");
  }
}
