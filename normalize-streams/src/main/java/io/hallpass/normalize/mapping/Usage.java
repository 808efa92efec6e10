package io.hallpass.normalize.mapping;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Walks a checked expression: which columns, records, codes and patterns it uses, and whether they
 * are written out.
 */
final class Usage {
  private final String item;
  private final Map<String, Crosswalk> codes;
  private final Map<String, DateTimeFormatter> patterns;
  private final SortedSet<String> columns = new TreeSet<>();
  private final List<String> references = new ArrayList<>();
  private final List<String> crosswalks = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private boolean usesItem;

  Usage(
      CelAbstractSyntaxTree ast,
      String item,
      Map<String, Crosswalk> codes,
      Map<String, DateTimeFormatter> patterns) {
    this.item = item;
    this.codes = codes;
    this.patterns = patterns;
    CelNavigableAst.fromAst(ast).getRoot().allNodes().forEach(this::visit);
  }

  SortedSet<String> columns() {
    return columns;
  }

  boolean usesItem() {
    return usesItem;
  }

  List<String> references() {
    return references;
  }

  List<String> crosswalks() {
    return crosswalks;
  }

  List<String> problems() {
    return problems;
  }

  private void visit(CelNavigableExpr node) {
    CelExpr expr = node.expr();
    Columns.of(expr).ifPresent(columns::add);
    if (Columns.isRow(expr)) {
      row(node);
    } else if (expr.getKind() == Kind.IDENT) {
      usesItem |= expr.ident().name().equals(item);
    } else if (expr.getKind() == Kind.COMPREHENSION) {
      notShadowed(expr.comprehension().iterVar());
      notShadowed(expr.comprehension().iterVar2());
    } else if (expr.getKind() == Kind.CALL) {
      call(node);
    }
  }

  /** Which columns are collected must be known before there is a row. */
  private void row(CelNavigableExpr node) {
    Optional<CelExpr> parent = node.parent().map(CelNavigableExpr::expr);
    if (parent.isPresent()
        && parent.get().getKind() == Kind.SELECT
        && parent.get().select().testOnly()) {
      problems.add(
          "has() is always true, as absent columns are ''; write row."
              + parent.get().select().field()
              + " != ''");
    } else if (parent.flatMap(Columns::of).isEmpty()) {
      problems.add("row must be followed by the name of a column: row.name or row['any name']");
    }
  }

  private void notShadowed(String variable) {
    if (variable.equals(Evaluation.ROW) || variable.equals(item)) {
      problems.add("the variable '" + variable + "' must have another name, as that one is taken");
    }
  }

  private void call(CelNavigableExpr node) {
    CelExpr.CelCall call = node.expr().call();
    switch (call.function()) {
      case Functions.REF -> {
        literal(call, 1, "ref", "entity").ifPresent(references::add);
        if (call.args().size() > 3) {
          literal(call, 3, "ref", "source");
        }
      }
      case Functions.CODE ->
          literal(call, 1, "code", "crosswalk").ifPresent(name -> crosswalk(name, isResult(node)));
      case Functions.DATE -> literal(call, 2, "date", "pattern").ifPresent(this::pattern);
      default -> {}
    }
  }

  private Optional<String> literal(
      CelExpr.CelCall call, int position, String function, String what) {
    if (DirectCompiler.constant(call.args().get(position)) instanceof String literal) {
      return Optional.of(literal);
    }
    problems.add("the " + what + " of " + function + "() must be written out in quotes");
    return Optional.empty();
  }

  /** Whether what the call gives is what the expression gives, or an element of it. */
  private static boolean isResult(CelNavigableExpr node) {
    Optional<CelNavigableExpr> parent = node.parent();
    while (parent.isPresent()) {
      CelExpr expr = parent.get().expr();
      boolean passes =
          switch (expr.getKind()) {
            case COMPREHENSION, LIST -> true;
            // A chosen value, and the list that map() grows.
            case CALL -> Set.of("_?_:_", "_+_").contains(expr.call().function());
            default -> false;
          };
      if (!passes) {
        return false;
      }
      parent = parent.get().parent();
    }
    return true;
  }

  private void crosswalk(String name, boolean result) {
    if (codes.containsKey(name)) {
      if (result) {
        crosswalks.add(name);
      }
    } else {
      problems.add(
          "there is no crosswalk '" + name + "'; there are: " + Problems.list(codes.keySet()));
    }
  }

  private void pattern(String pattern) {
    try {
      patterns.put(pattern, DatePatterns.formatter(pattern));
    } catch (IllegalArgumentException e) {
      problems.add("the pattern '" + pattern + "' " + e.getMessage());
    }
  }
}
