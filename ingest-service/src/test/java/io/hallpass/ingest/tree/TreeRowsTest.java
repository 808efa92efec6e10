package io.hallpass.ingest.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.row.JsonBytes;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.runtime.topics.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeRowsTest {
  private final TreeRows rows =
      new TreeRows(new RowColumns(List.of("id"), List.of("id", "name/first", "name/last")));

  @Test
  void aRowHoldsItsColumnsAndNothingElse() {
    Tree record = new Tree("student");
    record.add("id", "7");
    record.add("name").add("first", "Ada");
    record.add("ssn", "078-05-1120");

    TreeRows.Result.Row row = (TreeRows.Result.Row) rows.of(record);

    assertThat(text(row.key())).isEqualTo("{\"id\":\"7\"}");
    assertThat(text(row.value()))
        .isEqualTo("{\"id\":\"7\",\"name/first\":\"Ada\",\"name/last\":null}");
  }

  @Test
  void aRecordWithoutItsKeyIsRefusedByTheColumnsName() {
    Tree record = new Tree("student");
    record.add("id", "  ");

    TreeRows.Result.Refused refused = (TreeRows.Result.Refused) rows.of(record);

    assertThat(refused.code()).isEqualTo(ErrorCode.MISSING_KEY);
    assertThat(refused.field()).isEqualTo("id");
  }

  @Test
  void bytesThatAreNoTextAreRefusedAndNotKept() {
    Tree record = new Tree("student");
    record.add("id", "7" + JsonBytes.UNREADABLE);

    TreeRows.Result.Refused refused = (TreeRows.Result.Refused) rows.of(record);

    assertThat(refused.code()).isEqualTo(ErrorCode.UNREADABLE_ROW);
    assertThat(refused.value()).isNull();
  }

  @Test
  void everyColumnThatIsNoPathIsNamed() {
    RowColumns wrong = new RowColumns(List.of("a["), List.of("a[", "b", "c//d"));

    assertThat(TreeRows.problems("students", wrong))
        .hasSize(2)
        .allMatch(problem -> problem.startsWith("students: column '"));
  }

  @Test
  void onlyWhatSomeColumnLooksAtNeedsToBeRead() {
    assertThat(rows.roots()).containsExactlyInAnyOrder("id", "name");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
