package io.hallpass.normalize.mapping;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.Optional;

/** The two ways of naming a column. */
final class Columns {
  private Columns() {}

  /** The column of {@code row.name} or {@code row['any name']}. */
  static Optional<String> of(CelExpr expr) {
    if (expr.getKind() == Kind.SELECT) {
      CelExpr.CelSelect select = expr.select();
      return isRow(select.operand()) && !select.testOnly()
          ? Optional.of(select.field())
          : Optional.empty();
    }
    if (expr.getKind() == Kind.CALL && expr.call().function().equals("_[_]")) {
      CelExpr index = expr.call().args().get(1);
      return isRow(expr.call().args().get(0))
              && DirectCompiler.constant(index) instanceof String name
          ? Optional.of(name)
          : Optional.empty();
    }
    return Optional.empty();
  }

  static boolean isRow(CelExpr expr) {
    return expr.getKind() == Kind.IDENT && expr.ident().name().equals(Evaluation.ROW);
  }
}
