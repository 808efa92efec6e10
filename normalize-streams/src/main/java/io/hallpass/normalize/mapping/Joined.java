package io.hallpass.normalize.mapping;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text that is made of columns, the element of {@code forEach} and constants, joined with {@code
 * +}: the form of ids, because of this form alone it can be known that two rows never give the
 * same.
 *
 * @param pieces from left to right; no two constants stand side by side, none is empty
 */
record Joined(List<Piece> pieces) {
  Joined {
    pieces = List.copyOf(pieces);
  }

  /** What a piece is. */
  enum Of {
    CONSTANT,
    COLUMN,
    ELEMENT
  }

  /**
   * One piece.
   *
   * @param text the constant or the column's name; empty for the element
   */
  record Piece(Of of, String text) {
    boolean constant() {
      return of == Of.CONSTANT;
    }
  }

  /**
   * The pieces of a checked expression; empty where it has another form.
   *
   * @param item the name of the {@code forEach} element, null where there is none
   */
  static Optional<Joined> of(CelExpr expr, String item) {
    List<Piece> pieces = new ArrayList<>();
    return take(expr, item, pieces) ? Optional.of(new Joined(pieces)) : Optional.empty();
  }

  private static boolean take(CelExpr expr, String item, List<Piece> pieces) {
    Optional<String> column = Columns.of(expr);
    if (column.isPresent()) {
      return pieces.add(new Piece(Of.COLUMN, column.get()));
    }
    if (expr.getKind() == Kind.IDENT && expr.ident().name().equals(item)) {
      return pieces.add(new Piece(Of.ELEMENT, ""));
    }
    if (expr.getKind() == Kind.CALL && expr.call().function().equals("_+_")) {
      List<CelExpr> sides = expr.call().args();
      return take(sides.get(0), item, pieces) && take(sides.get(1), item, pieces);
    }
    return DirectCompiler.constant(expr) instanceof String text && constant(text, pieces);
  }

  private static boolean constant(String text, List<Piece> pieces) {
    int last = pieces.size() - 1;
    if (last >= 0 && pieces.get(last).constant()) {
      pieces.set(last, new Piece(Of.CONSTANT, pieces.get(last).text() + text));
    } else if (!text.isEmpty()) {
      pieces.add(new Piece(Of.CONSTANT, text));
    }
    return true;
  }

  /**
   * Whether a constant stands between any two pieces that are none: "1" and "12" are not "11", "2".
   */
  boolean parted() {
    for (int i = 1; i < pieces.size(); i++) {
      if (!pieces.get(i - 1).constant() && !pieces.get(i).constant()) {
        return false;
      }
    }
    return true;
  }

  /** Whether the two have the same constants in the same places. */
  boolean sameShape(Joined other) {
    return shape().equals(other.shape());
  }

  private List<String> shape() {
    return pieces.stream().map(piece -> piece.constant() ? piece.text() : "").toList();
  }

  /** Whether the two begin, or end, with texts that tell them apart whatever the columns hold. */
  boolean toldApart(Joined other) {
    String begin = constantAt(0);
    String otherBegin = other.constantAt(0);
    String end = constantAt(pieces.size() - 1);
    String otherEnd = other.constantAt(other.pieces.size() - 1);
    return !(begin.startsWith(otherBegin) || otherBegin.startsWith(begin))
        || !(end.endsWith(otherEnd) || otherEnd.endsWith(end));
  }

  /** Empty where no constant stands there, and an empty text tells nothing apart. */
  private String constantAt(int index) {
    return !pieces.isEmpty() && pieces.get(index).constant() ? pieces.get(index).text() : "";
  }
}
