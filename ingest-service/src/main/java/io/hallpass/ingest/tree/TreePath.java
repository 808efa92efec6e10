package io.hallpass.ingest.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * Names a column of a nested record by the way to it: {@code Name/FirstName}, {@code
 * Address[@AddressType='Home']/City}, {@code identificationCodes[system!='SSN']/code}. A small part
 * of XPath 1.0, the same for XML and JSON: steps with slashes between, each a name, a step with
 * conditions on what is below it, {@code @} in front of an XML attribute. {@code .} is the node
 * itself. A condition compares with {@code =}, {@code !=}, or {@code $=} for how a text ends, since
 * a code of Ed-Fi's APIs stands at the end of a URI: {@code [sexDescriptor$='#Female']}.
 *
 * <p>Where several nodes match, the column holds all their texts in their order, one a line: {@link
 * #SEPARATOR} stands between them and never inside them.
 */
public final class TreePath {
  /** Between the texts of a column that matches several nodes. */
  public static final char SEPARATOR = '\n';

  /** What a path looks like, for messages. */
  public static final String FORM =
      "names with slashes between, as Address[@AddressType='Home']/City";

  private final String written;
  private final List<Step> steps;

  private record Step(String name, List<Condition> conditions) {
    boolean matches(Tree node) {
      return node.name().equals(name)
          && conditions.stream().allMatch(condition -> condition.holds(node));
    }
  }

  private enum Comparison {
    EQUAL,
    NOT_EQUAL,
    ENDS_WITH
  }

  private record Condition(TreePath path, Comparison comparison, String literal) {
    boolean holds(Tree node) {
      List<String> texts = new ArrayList<>();
      path.collect(node, 0, texts);
      return switch (comparison) {
        case EQUAL -> texts.contains(literal);
        case NOT_EQUAL -> !texts.contains(literal);
        case ENDS_WITH -> texts.stream().anyMatch(text -> text.endsWith(literal));
      };
    }
  }

  private TreePath(String written, List<Step> steps) {
    this.written = written;
    this.steps = List.copyOf(steps);
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static TreePath of(String written) {
    return new Reader(written).path();
  }

  /** The path as it was written, which is the column's name. */
  public String column() {
    return written;
  }

  /** The first step: a child of the record's root that must be read for this path. */
  public String root() {
    return steps.isEmpty() ? "." : steps.get(0).name();
  }

  /** The column's text in {@code record}; null where nothing is there. */
  public String text(Tree record) {
    List<String> texts = new ArrayList<>(1);
    collect(record, 0, texts);
    if (texts.size() <= 1) {
      return texts.isEmpty() ? null : texts.get(0);
    }
    StringBuilder all = new StringBuilder();
    for (String text : texts) {
      all.append(all.isEmpty() ? "" : SEPARATOR).append(text.replace(SEPARATOR, ' '));
    }
    return all.toString();
  }

  private void collect(Tree node, int step, List<String> texts) {
    if (step == steps.size()) {
      if (!node.text().isEmpty()) {
        texts.add(node.text());
      }
      return;
    }
    for (Tree child : node.children()) {
      if (steps.get(step).matches(child)) {
        collect(child, step + 1, texts);
      }
    }
  }

  @Override
  public String toString() {
    return written;
  }

  /** Reads one path from left to right. */
  private static final class Reader {
    private final String written;
    private int at;

    Reader(String written) {
      this.written = written;
    }

    TreePath path() {
      TreePath path = steps();
      if (at < written.length()) {
        throw wrong("ends at '" + written.substring(at) + "'");
      }
      return path;
    }

    private TreePath steps() {
      int from = at;
      List<Step> steps = new ArrayList<>();
      if (take('.')) {
        return new TreePath(written.substring(from, at), steps);
      }
      do {
        String name = name();
        List<Condition> conditions = new ArrayList<>();
        while (take('[')) {
          conditions.add(condition());
        }
        steps.add(new Step(name, conditions));
      } while (take('/'));
      return new TreePath(written.substring(from, at), steps);
    }

    private Condition condition() {
      TreePath path = steps();
      Comparison comparison =
          take('!') ? Comparison.NOT_EQUAL : take('$') ? Comparison.ENDS_WITH : Comparison.EQUAL;
      if (!take('=')) {
        throw wrong("needs =, != or $= and a text in single quotes in its condition");
      }
      String literal = literal();
      if (!take(']')) {
        throw wrong("has a condition without its ]");
      }
      return new Condition(path, comparison, literal);
    }

    private String name() {
      int from = at;
      take(Tree.ATTRIBUTE);
      while (at < written.length()
          && partOfName(written.charAt(at))
          && !written.startsWith("$=", at)) {
        at++;
      }
      if (at == from || (at == from + 1 && written.charAt(from) == Tree.ATTRIBUTE)) {
        throw wrong("lacks a name at character " + (from + 1));
      }
      return written.substring(from, at);
    }

    private static boolean partOfName(char c) {
      return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '$' || c == ':';
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

    private boolean take(char c) {
      if (at < written.length() && written.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private IllegalArgumentException wrong(String what) {
      return new IllegalArgumentException(
          "column '" + written + "' " + what + "; a column here is " + FORM);
    }
  }
}
