package io.hallpass.ingest.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonTreesTest {
  private static Optional<Tree> read(String json, String... roots) throws Exception {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      Optional<Tree> tree = new JsonTrees(Set.of(roots)).read(parser);
      assertThat(parser.nextToken()).as("stands at the object's end").isNull();
      return tree;
    }
  }

  private static String text(String json, String path) throws Exception {
    String[] roots = TreePath.of(path).roots().toArray(String[]::new);
    return TreePath.of(path).text(read(json, roots).orElseThrow());
  }

  @Test
  void objectsAreSteps() throws Exception {
    assertThat(text("{\"a\":{\"b\":{\"c\":\"x\"}}}", "a/b/c")).isEqualTo("x");
  }

  @Test
  void listsAreANameThatStandsSeveralTimes() throws Exception {
    assertThat(text("{\"a\":[{\"b\":1},{\"b\":[2,[3]]},null,{}]}", "a/b")).isEqualTo("1\n2\n3");
  }

  @Test
  void nothingIsReadOfWhatNobodyLooksAt() throws Exception {
    Tree tree = read("{\"ssn\":\"CANARY\",\"a\":1,\"x\":[{\"y\":2}]}", "a").orElseThrow();

    assertThat(tree.children()).extracting(Tree::name).containsExactly("a");
  }

  @Test
  void conditionsLookAtWhatIsBelow() throws Exception {
    String json =
        "{\"codes\":[{\"system\":\"uri://ed-fi.org/S#SSN\",\"code\":\"CANARY\"},"
            + "{\"system\":\"uri://state/S#Local\",\"code\":\"17\"}]}";

    assertThat(text(json, "codes[system$='#Local']/code")).isEqualTo("17");
  }

  @Test
  void whatIsTooDeepIsNoTreeAndReadToItsEnd() throws Exception {
    String deep = "{\"a\":".repeat(40) + "1" + "}".repeat(40);

    assertThat(read(deep, "a")).isEmpty();
    assertThat(read("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}", "a")).isEmpty();
    assertThat(read("{\"x\":" + deep + ",\"a\":1}", "a")).isPresent();
  }

  @Test
  void whatIsTooLargeIsNoTreeAndReadToItsEnd() throws Exception {
    assertThat(read("{\"a\":[" + "{},".repeat(30_000) + "{}]}", "a")).isEmpty();
  }
}
