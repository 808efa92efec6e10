package io.hallpass.normalize.mapping;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.hallpass.runtime.config.YamlNode;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles the expressions of one mapping: CEL (github.com/google/cel-spec) with its string
 * extensions.
 */
final class ExpressionCompiler {
  private static final CelOptions OPTIONS =
      CelOptions.current().comprehensionMaxIterations(10_000).build();

  private final Map<String, Crosswalk> codes;
  private final Problems problems;
  private final boolean direct;
  private final Map<String, DateTimeFormatter> patterns = new HashMap<>();
  private final CelCompiler compiler;
  private final CelRuntime runtime;

  ExpressionCompiler(Map<String, Crosswalk> codes, Problems problems) {
    this(codes, problems, true);
  }

  /**
   * @param direct false compiles everything by CEL, which is slower and otherwise the same
   */
  ExpressionCompiler(Map<String, Crosswalk> codes, Problems problems, boolean direct) {
    this.codes = Map.copyOf(codes);
    this.problems = problems;
    this.direct = direct;
    compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addMacros(Functions.macros())
            .addLibraries(CelExtensions.strings())
            .addFunctionDeclarations(Functions.declarations())
            .addVar(Evaluation.ROW, MapType.create(SimpleType.STRING, SimpleType.STRING))
            .addVar(Evaluation.NAME, Functions.CONTEXT)
            .build();
    runtime =
        CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(CelExtensions.strings())
            .addFunctionBindings(Functions.bindings(this.codes, patterns))
            .build();
  }

  /**
   * Compiles the expression at {@code node}; empty, with problems, where it is none.
   *
   * @param item the name of the {@code forEach} element, null where there is none
   */
  Optional<Compiled> compile(YamlNode node, String item) {
    return node.text("an expression").flatMap(text -> compile(text, node, item));
  }

  private Optional<Compiled> compile(String text, YamlNode node, String item) {
    CelCompiler own =
        item == null
            ? compiler
            : compiler.toCompilerBuilder().addVar(item, SimpleType.STRING).build();
    CelValidationResult result = own.compile(text);
    if (result.hasError()) {
      for (CelIssue issue : result.getErrors()) {
        report(node, issue);
      }
      return Optional.empty();
    }
    try {
      CelAbstractSyntaxTree ast = result.getAst();
      Usage usage = new Usage(ast, item, codes, patterns);
      usage.problems().forEach(node::problem);
      if (!usage.problems().isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Compiled(
              node,
              expression(ast, item),
              ast.getResultType(),
              usage.columns(),
              usage.usesItem(),
              usage.references(),
              usage.crosswalks(),
              DirectCompiler.constant(ast.getExpr()) instanceof String constant
                  ? Optional.of(constant)
                  : Optional.empty(),
              Joined.of(ast.getExpr(), item)));
    } catch (CelValidationException | CelEvaluationException e) {
      node.problem("cannot be compiled: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Expression expression(CelAbstractSyntaxTree ast, String item)
      throws CelEvaluationException {
    Optional<Expression> known =
        direct
            ? new DirectCompiler(item, codes, patterns).compile(ast.getExpr())
            : Optional.empty();
    if (known.isPresent()) {
      return known.get();
    }
    CelRuntime.Program program = runtime.createProgram(ast);
    return program::eval;
  }

  private void report(YamlNode node, CelIssue issue) {
    int line = node.textLine() + issue.getSourceLocation().getLine() - 1;
    // Our functions take the evaluation as a first argument that no mapping writes.
    String message =
        issue
            .getMessage()
            .replace(Evaluation.NAME + ", ", "")
            .replace("(in container '')", "")
            .strip();
    String known =
        message.startsWith("undeclared reference")
            ? "; write row.column for a column, 'text' for a text"
            : "";
    problems.add(
        line,
        node.name(),
        message + known + " (character " + (issue.getSourceLocation().getColumn() + 1) + ")");
  }
}
