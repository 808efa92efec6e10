package io.hallpass.ingest.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.ingest.row.RowColumns;
import io.hallpass.ingest.tree.TreeRows;
import io.hallpass.runtime.topics.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPageTest {
  private final TreeRows rows =
      new TreeRows(new RowColumns(List.of("id"), List.of("id", "school/sourcedId", "grades")));

  private List<String> read(byte[] body) throws RestException {
    return JsonPage.read(
        "users",
        body,
        "users",
        rows.roots(),
        tree -> tree.map(rows::of).map(this::text).orElse("-"));
  }

  private List<String> read(String body) throws RestException {
    return read(body.getBytes(UTF_8));
  }

  private String text(TreeRows.Result result) {
    return result instanceof TreeRows.Result.Row row
        ? new String(row.value(), UTF_8)
        : result.toString();
  }

  private static String row(String id, String school, String grades) {
    return "{\"id\":%s,\"school/sourcedId\":%s,\"grades\":%s}".formatted(id, school, grades);
  }

  @Test
  void aListIsAPage() throws Exception {
    assertThat(read("[{\"id\":\"a\"},{\"id\":\"b\"}]"))
        .containsExactly(row("\"a\"", "null", "null"), row("\"b\"", "null", "null"));
  }

  @Test
  void aListInAnObjectIsAPage() throws Exception {
    assertThat(read("{\"statusInfo\":{\"x\":[1]},\"users\":[{\"id\":\"a\"}],\"errors\":[]}"))
        .hasSize(1);
  }

  @Test
  void theOnlyListWillDoWhateverItsName() throws Exception {
    assertThat(read("{\"user\":[{\"id\":\"a\"}]}")).hasSize(1);
  }

  @Test
  void ofSeveralListsTheNamedOneIsThePage() throws Exception {
    assertThat(read("{\"other\":[{\"id\":\"x\"}],\"users\":[{\"id\":\"a\"}]}"))
        .containsExactly(row("\"a\"", "null", "null"));
  }

  @Test
  void numbersAndBooleansAreAsTheyWereWritten() throws Exception {
    assertThat(
            read(
                "[{\"id\":1.50,\"school\":{\"sourcedId\":true},\"grades\":[1e3,null,007.0]}]"
                    .replace("007.0", "7.0")))
        .containsExactly(row("\"1.50\"", "\"true\"", "\"1e3\\n7.0\""));
  }

  @Test
  void aByteOrderMarkIsNoTrouble() throws Exception {
    assertThat(read("\uFEFF[{\"id\":\"a\"}]")).hasSize(1);
  }

  @Test
  void bytesThatAreNoTextSpoilOnlyTheirRow() throws Exception {
    byte[] body = "[{\"id\":\"a\u00e9\"},{\"id\":\"b\"}]".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(read(body)).containsExactly("UNREADABLE_ROW", row("\"b\"", "null", "null"));
  }

  @Test
  void bytesThatAreNoTextWhereNobodyLooksSpoilNothing() throws Exception {
    byte[] body = "[{\"id\":\"a\",\"x\":\"\u00e9\"}]".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(read(body)).containsExactly(row("\"a\"", "null", "null"));
  }

  @Test
  void whatIsNoObjectIsARefusedRow() throws Exception {
    assertThat(read("[{\"id\":\"a\"},17,null,[{\"id\":\"x\"}],{\"id\":\"b\"}]"))
        .containsExactly(row("\"a\"", "null", "null"), "-", "-", "-", row("\"b\"", "null", "null"));
  }

  @Test
  void anObjectThatIsTooDeepCostsNoOtherRow() throws Exception {
    String deep = "{\"x\":".repeat(100) + "1" + "}".repeat(100);

    assertThat(read("[{\"id\":\"a\",\"school\":" + deep + "},{\"id\":\"b\"}]"))
        .containsExactly("-", row("\"b\"", "null", "null"));
  }

  @Test
  void anObjectThatIsTooLargeCostsNoOtherRow() throws Exception {
    String many = "[" + "1,".repeat(50_000) + "1]";
    String much = "[" + ("\"" + "x".repeat(100_000) + "\",").repeat(12) + "1]";

    assertThat(
            read(
                "[{\"id\":\"a\",\"grades\":"
                    + many
                    + "},{\"id\":\"a\",\"grades\":"
                    + much
                    + "},{\"id\":\"b\"}]"))
        .containsExactly("-", "-", row("\"b\"", "null", "null"));
  }

  @Test
  void aRowWithoutItsKeyIsRefused() throws Exception {
    assertThat(read("[{\"id\":null}]")).containsExactly(ErrorCode.MISSING_KEY + " in id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "CANARY",
        "{\"message\":\"CANARY\"}",
        "{\"a\":[],\"b\":[]}",
        "[{\"id\":\"CANARY\"}",
        "[{\"id\":\"CANARY\"}] CANARY",
        "[{\"id\":\"CANARY\"]}",
        "[{\"id\":CANARY}]",
        "<html>CANARY</html>",
        "\"CANARY\"",
        "17"
      })
  void whatIsNoPageIsRefusedWithoutBeingRepeated(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(RestException.Refused.class)
        .hasMessageStartingWith("users: the answer cannot be read: ")
        .hasMessageNotContaining("CANARY")
        .hasNoCause();
  }

  @Test
  void aRefusalNamesThePlace() {
    assertThatThrownBy(() -> read("[{\"id\":\"a\"},\n{\"id\" \"b\"}]"))
        .hasMessage("users: the answer cannot be read: is no JSON at line 2, column 7");
  }

  @Test
  void nestingWithoutEndIsRefused() {
    assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(RestException.Refused.class);
  }
}
