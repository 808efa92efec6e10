package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.hallpass.schemas.FieldType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  @ParameterizedTest
  @EnumSource(
      value = FieldType.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"UUID", "STRING_LIST"})
  void emptyTextIsNoValue(FieldType type) throws Rejection {
    assertThat(Values.of(type, "", "e.f")).isNull();
  }

  @Test
  void textIsKeptAsItIs() throws Rejection {
    assertThat(Values.of(FieldType.STRING, "  Ann ", "e.f")).isEqualTo("  Ann ");
  }

  @Test
  void textThatNoWarehouseCanHoldIsRefused() {
    assertRefused(FieldType.STRING, "a\0b", "INVALID_VALUE in e.f");
  }

  @ParameterizedTest
  @CsvSource({"2026-08-24, 2026-08-24", "' 2024-02-29 ', 2024-02-29", "0001-01-01, 0001-01-01"})
  void aDateIsIso(String text, LocalDate day) throws Rejection {
    assertThat(Values.of(FieldType.DATE, text, "e.f")).isEqualTo((int) day.toEpochDay());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8/24/2026",
        "2026-02-30",
        "2025-02-29",
        "20260824",
        "2026-8-24",
        "+12026-08-24",
        "soon"
      })
  void anythingElseIsNoDate(String text) {
    assertRefused(FieldType.DATE, text, "INVALID_DATE in e.f");
  }

  @Test
  void aTimeHasAnOffset() throws Rejection {
    long expected = Instant.parse("2026-08-24T08:00:00.123Z").toEpochMilli();

    assertThat(Values.of(FieldType.INSTANT, "2026-08-24T10:00:00.123+02:00", "e.f"))
        .isEqualTo(expected);
    assertRefused(FieldType.INSTANT, "2026-08-24T10:00:00", "INVALID_DATE in e.f");
    assertRefused(FieldType.INSTANT, "2026-08-24", "INVALID_DATE in e.f");
  }

  @Test
  void wholeNumbersAreReadFromText() throws Rejection {
    assertThat(Values.of(FieldType.INT, " 42 ", "e.f")).isEqualTo(42);
    assertThat(Values.of(FieldType.INT, -7L, "e.f")).isEqualTo(-7);
    assertThat(Values.of(FieldType.LONG, "9223372036854775807", "e.f")).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.0", "2147483648", "ten", "1 000", "0x10"})
  void anythingElseIsNoWholeNumber(String text) {
    assertRefused(FieldType.INT, text, "INVALID_VALUE in e.f");
  }

  @ParameterizedTest
  @CsvSource({"3.5, 3.5", "-2, -2", "1e3, 1000", ".5, 0.5", "5., 5"})
  void numbersAreReadFromText(String text, double number) throws Rejection {
    assertThat(Values.of(FieldType.DOUBLE, text, "e.f")).isEqualTo(number);
    assertThat(Values.of(FieldType.DOUBLE, number, "e.f")).isEqualTo(number);
    assertThat(Values.of(FieldType.DOUBLE, 5L, "e.f")).isEqualTo(5.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "1d", "0x1p3", "1,5", "1e999", "."})
  void anythingElseIsNoNumber(String text) {
    assertRefused(FieldType.DOUBLE, text, "INVALID_VALUE in e.f");
  }

  @ParameterizedTest
  @CsvSource({
    "true, true", "TRUE, true", "1, true", "Y, true", "Yes, true",
    "false, false", "False, false", "0, false", "n, false", "NO, false"
  })
  void truthIsReadFromText(String text, boolean truth) throws Rejection {
    assertThat(Values.of(FieldType.BOOLEAN, text, "e.f")).isEqualTo(truth);
    assertThat(Values.of(FieldType.BOOLEAN, truth, "e.f")).isEqualTo(truth);
  }

  @Test
  void anythingElseIsNoTruth() {
    assertRefused(FieldType.BOOLEAN, "maybe", "INVALID_VALUE in e.f");
    assertRefused(FieldType.BOOLEAN, "2", "INVALID_VALUE in e.f");
  }

  @Test
  void aListIsNothingWhereAllOfItIsEmpty() throws Rejection {
    assertThat(Values.of(FieldType.STRING_LIST, List.of("a", "", "b"), "e.f"))
        .isEqualTo(List.of("a", "b"));
    assertThat(Values.of(FieldType.STRING_LIST, List.of(""), "e.f")).isNull();
  }

  @Test
  void aReferenceToNothingIsNothing() throws Rejection {
    UUID id = Samples.ids().id("sis", "org", "1");

    assertThat(Values.of(FieldType.UUID, id, "e.f")).isEqualTo(id);
    assertThat(Values.of(FieldType.UUID, Evaluation.NO_RECORD, "e.f")).isNull();
  }

  @Test
  void typesAreHeldAgainstTheFieldBeforeThereIsARow() {
    assertThat(Values.mismatch(FieldType.STRING, SimpleType.INT)).contains("text");
    assertThat(Values.mismatch(FieldType.DATE, SimpleType.BOOL)).contains("yyyy-MM-dd");
    assertThat(Values.mismatch(FieldType.INT, SimpleType.DOUBLE)).contains("whole number");
    assertThat(Values.mismatch(FieldType.DOUBLE, SimpleType.BOOL)).contains("number");
    assertThat(Values.mismatch(FieldType.BOOLEAN, SimpleType.INT)).contains("true or false");
    assertThat(Values.mismatch(FieldType.STRING_LIST, SimpleType.STRING)).contains("split(");
    assertThat(Values.mismatch(FieldType.STRING_LIST, ListType.create(SimpleType.INT)))
        .contains("texts");
    assertThat(Values.mismatch(FieldType.UUID, SimpleType.STRING)).contains("ref(");
    assertThat(Values.mismatch(FieldType.STRING, Functions.REFERENCE)).contains("text");
    for (FieldType type : FieldType.values()) {
      boolean text = type != FieldType.UUID && type != FieldType.STRING_LIST;
      assertThat(Values.mismatch(type, SimpleType.STRING) == null).as(type.name()).isEqualTo(text);
    }
  }

  private static void assertRefused(FieldType type, Object result, String message) {
    assertThatThrownBy(() -> Values.of(type, result, "e.f"))
        .isInstanceOf(Rejection.class)
        .hasMessage(message);
  }
}
