package io.hallpass.cli.expected;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Category;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ContentsTest {
  private static final WarehouseRow ADA =
      new WarehouseRow("student", "1/1", Map.of("given_name", "Ada", "grade", "05"));
  private static final WarehouseRow ALAN =
      new WarehouseRow("student", "2/2", Map.of("given_name", "Alan", "grade", "06"));

  private static Contents of(WarehouseRow... rows) {
    Contents contents = new Contents();
    List.of(rows).forEach(contents::add);
    return contents;
  }

  private static WarehouseRow row(String key, Map<String, Object> values) {
    return new WarehouseRow("student", key, values);
  }

  @Test
  void theSameRowsInAnyOrderAreTheSame() {
    assertThat(of(ADA, ALAN).differences(of(ALAN, ADA))).isEmpty();
  }

  @Test
  void aMissingRowIsCounted() {
    assertThat(of(ADA, ALAN).differences(of(ADA)))
        .containsExactly("student has 1 rows, expected are 2");
    assertThat(of().differences(of(ADA))).containsExactly("student has 1 rows, expected are 0");
  }

  @Test
  void aWithheldValueIsMissed() {
    assertThat(of(ADA).differences(of(row("1/1", Map.of("grade", "05")))))
        .containsExactly("student.given_name has 0 values, expected are 1");
  }

  @Test
  void aValueTooManyIsSeen() {
    assertThat(of(row("1/1", Map.of("grade", "05"))).differences(of(ADA)))
        .containsExactly("student.given_name has 1 values, expected are 0");
  }

  @Test
  void anotherValueIsSeenAndNotShown() {
    assertThat(of(ADA).differences(of(row("1/1", Map.of("given_name", "Eve", "grade", "05")))))
        .containsExactly("student.given_name has as many values as expected, but other ones");
  }

  @Test
  void exchangedValuesAreSeen() {
    WarehouseRow adaAsAlan = row("1/1", Map.of("given_name", "Alan", "grade", "05"));
    WarehouseRow alanAsAda = row("2/2", Map.of("given_name", "Ada", "grade", "06"));

    assertThat(of(ADA, ALAN).differences(of(adaAsAlan, alanAsAda)))
        .containsExactly("student.given_name has as many values as expected, but other ones");
  }

  @Test
  void anEmptyRowOfAnotherStudentIsSeen() {
    assertThat(of(row("1/1", Map.of())).differences(of(row("2/1", Map.of()))))
        .containsExactly("student.(key) has as many values as expected, but other ones");
  }

  @Test
  void valuesAreCountedByTheCategoryOfTheirField() {
    assertThat(of(ADA, ALAN).byCategory(Catalogue.load()))
        .isEqualTo(Map.of(Category.NAME, 2L, Category.ENROLLMENT, 2L));
  }
}
