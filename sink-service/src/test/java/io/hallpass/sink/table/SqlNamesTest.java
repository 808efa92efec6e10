package io.hallpass.sink.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlNamesTest {
  @ParameterizedTest
  @CsvSource({
    "givenName, given_name",
    "name, name",
    "stateIDNumber, state_id_number",
    "section504Plan, section504_plan",
    "usaState, usa_state",
    "isESL, is_esl"
  })
  void fieldsBecomeColumns(String field, String column) {
    assertThat(SqlNames.column(field)).isEqualTo(column);
  }

  @Test
  void entitiesBecomeTables() {
    assertThat(SqlNames.table("class-enrollment")).isEqualTo("class_enrollment");
  }

  @Test
  void whatIsQuotedCannotEndItsQuotes() {
    assertThat(SqlNames.quote("a\"b")).isEqualTo("\"a\"\"b\"");
    assertThat(SqlNames.literal("it's a \\")).isEqualTo("E'it''s a \\\\'");
  }
}
