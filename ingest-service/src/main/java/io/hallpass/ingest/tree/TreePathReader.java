package io.hallpass.ingest.tree;

import io.hallpass.ingest.tree.TreePath.Predicate;
import io.hallpass.ingest.tree.TreePath.Step;
import io.hallpass.ingest.tree.TreePath.Way;
import java.util.ArrayList;
import java.util.List;

/** Reads one path from left to right. */
final class TreePathReader {
  private final String written;
  private int at;

  TreePathReader(String written) {
    this.written = written;
  }

  TreePath path() {
    List<Way> ways = new ArrayList<>();
    String otherwise = null;
    do {
      if (!ways.isEmpty() && peek('\'')) {
        otherwise = literal();
        break;
      }
      ways.add(way());
    } while (take('|'));
    if (at < written.length()) {
      throw wrong("ends at '" + written.substring(at) + "'");
    }
    return new TreePath(written, ways, otherwise);
  }

  private Way way() {
    List<Step> steps = new ArrayList<>();
    if (take('.')) {
      return new Way(steps);
    }
    do {
      String name = name();
      List<Predicate> predicates = new ArrayList<>();
      while (take('[')) {
        predicates.add(predicate());
      }
      steps.add(new Step(name, predicates));
    } while (take('/'));
    return new Way(steps);
  }

  private Predicate predicate() {
    Predicate predicate = digit() ? position() : condition();
    if (!take(']')) {
      throw wrong("has a condition without its ]");
    }
    return predicate;
  }

  private Predicate position() {
    int from = at;
    while (digit()) {
      at++;
    }
    String number = written.substring(from, at);
    if (number.length() > 4 || number.startsWith("0")) {
      throw wrong("counts to " + number + "; the first is [1]");
    }
    return new Predicate.Position(Integer.parseInt(number));
  }

  private Predicate condition() {
    Way way = way();
    boolean holds = !take('!');
    boolean end = take('$');
    if (!take('=')) {
      throw wrong("needs =, !=, $= or !$= and a text in single quotes in its condition");
    }
    return new Predicate.Condition(way, holds, end, literal());
  }

  private String name() {
    int from = at;
    take(Tree.ATTRIBUTE);
    take('$');
    while (at < written.length() && partOfName(written.charAt(at))) {
      at++;
    }
    if (at == from || !partOfName(written.charAt(at - 1))) {
      throw wrong("lacks a name at character " + (from + 1));
    }
    return written.substring(from, at);
  }

  private static boolean partOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == ':';
  }

  /** A text in single quotes; a quote inside it stands twice. */
  private String literal() {
    if (!take('\'')) {
      throw wrong("needs a text in single quotes in its condition");
    }
    StringBuilder literal = new StringBuilder();
    while (at < written.length()) {
      char c = written.charAt(at++);
      if (c != '\'') {
        literal.append(c);
      } else if (take('\'')) {
        literal.append('\'');
      } else {
        return literal.toString();
      }
    }
    throw wrong("has a text without its closing quote");
  }

  private boolean digit() {
    return at < written.length() && written.charAt(at) >= '0' && written.charAt(at) <= '9';
  }

  private boolean peek(char c) {
    return at < written.length() && written.charAt(at) == c;
  }

  private boolean take(char c) {
    if (peek(c)) {
      at++;
      return true;
    }
    return false;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "column '" + written + "' " + what + "; a column here is " + TreePath.FORM);
  }
}
