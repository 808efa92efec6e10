package io.hallpass.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodeSetsTest {

  @Test
  void everyCodeSetAFieldNamesExists() {
    assertThat(namedByFields())
        .allSatisfy(name -> assertThat(CodeSets.codeSet(name)).as(name).isPresent());
  }

  @Test
  void everyShippedCodeSetIsNamedByAFieldAndHoldsDescribedCodes() throws IOException {
    Set<String> shipped = shipped();

    assertThat(shipped).isEqualTo(namedByFields());
    assertThat(shipped)
        .allSatisfy(
            name -> {
              CodeSet set = CodeSets.codeSet(name).orElseThrow();
              assertThat(set.name()).isEqualTo(name);
              assertThat(set.codes()).as(name).isNotEmpty();
              assertThat(set.descriptions().values()).as(name).noneMatch(String::isBlank);
            });
  }

  @Test
  void containsComparesLetterForLetter() {
    CodeSet grades = CodeSets.codeSet("grade-level").orElseThrow();

    assertThat(grades.contains("KG")).isTrue();
    assertThat(grades.contains("kg")).isFalse();
    assertThat(grades.contains("1")).isFalse();
    assertThat(grades.contains("01")).isTrue();
  }

  @Test
  void unknownNamesAndPathsAreEmpty() {
    assertThat(CodeSets.codeSet("no-such-set")).isEmpty();
    assertThat(CodeSets.codeSet("../codes/grade-level")).isEmpty();
    assertThat(CodeSets.codeSet("")).isEmpty();
  }

  @Test
  void quotedDescriptionsLoseTheirQuotes() {
    CodeSet set = CodeSets.parse("x", "code,description\nA,\"one, \"\"two\"\"\"\nB,three\n");

    assertThat(set.descriptions()).containsEntry("A", "one, \"two\"").containsEntry("B", "three");
  }

  @Test
  void malformedFilesAreRefusedWithTheirLine() {
    assertThatThrownBy(() -> CodeSets.parse("x", "from,to\nA,b\n"))
        .hasMessageContaining("codes/x.csv line 1");
    assertThatThrownBy(() -> CodeSets.parse("x", "code,description\nA,b\nA,c\n"))
        .hasMessageContaining("line 3: repeats a code");
    assertThatThrownBy(() -> CodeSets.parse("x", "code,description\nA\n"))
        .hasMessageContaining("line 2");
  }

  /** A row of such a program must be rejected there, since its type is required and unknown. */
  @Test
  void programsThatTellMoreThanEnrollmentAreNoProgramParticipation() {
    CodeSet programs = CodeSets.codeSet("program-type").orElseThrow();
    Set<String> telling =
        Set.of(
            "04888", "04967", "75003", "75004", "75005", "75006", "75007", "75008", "75009",
            "75010", "75011", "75012", "75013", "75014", "75015", "75016", "75017", "04923",
            "04928", "04957", "73058", "77000", "04918", "04919", "04922", "14609", "75020",
            "04953", "04956", "04963", "75018", "04920", "75000", "75019", "76000", "04921",
            "09999");

    assertThat(programs.codes()).doesNotContainAnyElementsOf(telling);
    Field type =
        Catalogue.load()
            .entity("program-participation")
            .orElseThrow()
            .field("programType")
            .orElseThrow();
    assertThat(type.required()).isTrue();
  }

  @Test
  void whyAStudentLeftSaysNothingOfConductOrHealth() {
    assertThat(CodeSets.codeSet("exit-type").orElseThrow().codes())
        .doesNotContain("01925", "01924", "73065", "01917");
    assertThat(CodeSets.codeSet("program-exit").orElseThrow().codes())
        .doesNotContain("01923", "02220", "02224", "02216", "73077", "73079");
  }

  private static Set<String> namedByFields() {
    return Catalogue.load().entities().stream()
        .flatMap(entity -> entity.fields().stream())
        .flatMap(field -> field.codes().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> shipped() throws IOException {
    Path codes =
        Samples.repository().resolve("schemas/src/main/resources/io/hallpass/schemas/codes");
    try (Stream<Path> files = Files.list(codes)) {
      return files
          .map(file -> file.getFileName().toString().replace(".csv", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
