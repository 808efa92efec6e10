package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.config.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The direct calls give what CEL gives. */
class DirectCompilerTest {
  private static final List<String> TEXTS =
      List.of("", "a", "b,a", "9", "K", "3/5/2020", "x", " ", ",", "a,,b ");

  private static final Problems PROBLEMS = new Problems("t");
  private static final ExpressionCompiler DIRECT = compiler(true);
  private static final ExpressionCompiler CEL = compiler(false);

  private static ExpressionCompiler compiler(boolean direct) {
    return new ExpressionCompiler(StandardMappings.crosswalks(), PROBLEMS, direct);
  }

  @Test
  void randomExpressionsGiveTheSameBothWays() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      String text = "'" + i + "' != '' ? " + text(random, 4) + " : ''";
      assertSame(text, random, seed);
      assertSame(test(random, 4), random, seed);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ref('org', row.a)",
        "ref('org', row.b, 'other')",
        "row.a == 'a' ? ref('org', row.a) : ref('org', row.b)",
        "split(row.a, ',')",
        "row.a == '' ? split(row.b, ',') : split(row.a, '')",
        "row['a b']",
        "true"
      })
  void whatIsNeitherTextNorTestIsTheSameToo(String expression) throws Exception {
    assertSame(expression, new Random(1), 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "row.a",
        "row['a']",
        "'x'",
        "item",
        "code('grade', row.a)",
        "ref('org', row.a)",
        "row.a == 'x'",
        "row.a in ['x', 'y']",
        "split(row.a, ',')"
      })
  void theCommonFormsAreDirect(String expression) {
    assertThat(compile(expression, true).expression().getClass().getName())
        .contains("DirectCompiler");
    assertThat(compile(expression, false).expression().getClass().getName())
        .doesNotContain("DirectCompiler");
  }

  private static void assertSame(String expression, Random random, long seed) throws Exception {
    Expression direct = compile(expression, true).expression();
    Expression cel = compile(expression, false).expression();
    for (int i = 0; i < 20; i++) {
      Row row = Samples.row("a", any(random), "b", any(random), "a b", any(random));
      Evaluation first = evaluation(row);
      Evaluation second = evaluation(row);
      String as = "seed " + seed + ": " + expression + " of " + Map.copyOf(row);
      assertThat(direct.value(first)).as(as).isEqualTo(cel.value(second));
      assertThat(first.unknownCode()).as(as).isEqualTo(second.unknownCode());
      assertThat(first.unreadableDate()).as(as).isEqualTo(second.unreadableDate());
    }
  }

  private static Evaluation evaluation(Row row) {
    Evaluation evaluation = new Evaluation(row, "sis", Samples.ids(), UnknownCodes.NOBODY);
    evaluation.item("a");
    return evaluation;
  }

  private static Compiled compile(String expression, boolean direct) {
    YamlNode node = YamlNode.read("\"" + expression + "\"", PROBLEMS::add).orElseThrow();
    return (direct ? DIRECT : CEL).compile(node, "item").orElseThrow();
  }

  private static String text(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 9)) {
      case 0 -> "row.a";
      case 1 -> "row['b']";
      case 2 -> "item";
      case 3 -> "'" + any(random) + "'";
      case 4 -> "code('grade', " + text(random, depth - 1) + ")";
      case 5 -> "date(" + text(random, depth - 1) + ", 'M/d/yyyy')";
      case 6 -> "(" + text(random, depth - 1) + " + " + text(random, depth - 1) + ")";
      case 7 ->
          "("
              + test(random, depth - 1)
              + " ? "
              + text(random, depth - 1)
              + " : "
              + text(random, depth - 1)
              + ")";
      default -> (random.nextBoolean() ? "first(" : "last(") + text(random, depth - 1) + ", ',')";
    };
  }

  private static String test(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 6)) {
      case 0 -> text(random, Math.max(0, depth - 1)) + " == " + text(random, 0);
      case 1 -> text(random, 0) + " != " + text(random, Math.max(0, depth - 1));
      case 2 -> text(random, Math.max(0, depth - 1)) + " in ['a', '" + any(random) + "']";
      case 3 -> "(" + test(random, depth - 1) + " && " + test(random, depth - 1) + ")";
      case 4 -> "(" + test(random, depth - 1) + " || " + test(random, depth - 1) + ")";
      default -> "!(" + test(random, depth - 1) + ")";
    };
  }

  private static String any(Random random) {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }
}
