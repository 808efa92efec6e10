package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class CrosswalkTest {

  @Test
  void codesAreLookedUpAsWritten() {
    Crosswalk codes = Crosswalk.load("c.csv", "from,to\nm,Male\nM,Married\n\"a,b\",Both\n");

    assertThat(codes.to("m")).contains("Male");
    assertThat(codes.to("M")).contains("Married");
    assertThat(codes.to("a,b")).contains("Both");
    assertThat(codes.to("f")).isEmpty();
  }

  @Test
  void caseAndBlanksDoNotMatterWhereOneAnswerIsLeft() {
    Crosswalk codes = Crosswalk.load("c.csv", "\uFEFFfrom,to\r\nPS1,PS\r\nab,one\r\nAB,two\r\n");

    assertThat(codes.to(" ps1 ")).contains("PS");
    assertThat(codes.to("Ab")).isEmpty();
  }

  @Test
  void allProblemsOfAFileAreReportedWithTheirLines() {
    String csv = "from;to\nA,1\n,2\nB\nA,3\nC,\n\"D\",4,5\n";

    MappingException refused =
        catchThrowableOfType(MappingException.class, () -> Crosswalk.load("grade.csv", csv));

    assertThat(refused.problems().stream().map(MappingException.Problem::toString))
        .isEqualTo(
            List.of(
                "grade.csv:1: the first line must be the header from,to",
                "grade.csv:3: from: is empty; a line needs both codes, an empty value is none anyway",
                "grade.csv:4: has 1 cells; a line is from,to",
                "grade.csv:5: from: 'A' is already on line 2; a code stands once",
                "grade.csv:6: to: is empty; a line needs both codes, an empty value is none anyway",
                "grade.csv:7: has 3 cells; a line is from,to"));
  }

  @Test
  void anEmptyFileIsRefused() {
    MappingException refused =
        catchThrowableOfType(MappingException.class, () -> Crosswalk.load("c.csv", ""));

    assertThat(refused).hasMessageContaining("c.csv:1: is empty");
  }
}
