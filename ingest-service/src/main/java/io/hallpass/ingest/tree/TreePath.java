package io.hallpass.ingest.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Names a column of a nested record by the way to it: {@code Name/FirstName}, {@code
 * Address[@AddressType='Home'][1]/City}, {@code identificationCodes[system!='SSN']/code}. A small
 * part of XPath 1.0, the same for XML and JSON: steps with slashes between, each a name, {@code @}
 * in front of an XML attribute, with conditions on what is below it and {@code [1]} for the first
 * of those that are left. {@code .} is the node itself; what is not there equals {@code ''}. {@code
 * $=} is true of a text that ends so, as CSS has it: {@code Telephone[Type$='#Home']}.
 *
 * <p>Unlike XPath's, {@code |} is a choice: the first way that finds something, or a text in single
 * quotes where none does. So a part of a key may be missing: {@code Section/Code|'none'}.
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
  private final List<Way> ways;
  private final String otherwise;

  /** From one node to others. */
  record Way(List<Step> steps) {
    Way {
      steps = List.copyOf(steps);
    }

    private String plain(String below) {
      String path = below;
      for (Step step : steps) {
        path = path.isEmpty() ? step.name() : path + "/" + step.name();
      }
      return path;
    }

    private void looksAt(String below, Set<String> all) {
      for (int i = 0; i < steps.size(); i++) {
        String path = new Way(steps.subList(0, i + 1)).plain(below);
        for (Predicate predicate : steps.get(i).predicates()) {
          if (predicate instanceof Predicate.Condition condition) {
            condition.way().looksAt(path, all);
          }
        }
      }
      all.add(plain(below));
    }

    void collect(Tree node, int step, List<String> texts) {
      if (step == steps.size()) {
        if (!node.text().isEmpty()) {
          texts.add(node.text());
        }
        return;
      }
      for (Tree child : steps.get(step).from(node)) {
        collect(child, step + 1, texts);
      }
    }
  }

  /** From a node to children of it. */
  record Step(String name, List<Predicate> predicates) {
    Step {
      predicates = List.copyOf(predicates);
    }

    List<Tree> from(Tree node) {
      List<Tree> found = new ArrayList<>(1);
      for (Tree child : node.children()) {
        if (child.name().equals(name)) {
          found.add(child);
        }
      }
      for (Predicate predicate : predicates) {
        found = predicate.of(found);
      }
      return found;
    }
  }

  /** What leaves some of the nodes of a step. */
  sealed interface Predicate {
    List<Tree> of(List<Tree> nodes);

    /**
     * Those that have, or have not, this text at the end of a way.
     *
     * @param end whether a text that ends with it will do
     */
    record Condition(Way way, boolean positive, boolean end, String literal) implements Predicate {
      @Override
      public List<Tree> of(List<Tree> nodes) {
        return nodes.stream().filter(this::holds).toList();
      }

      private boolean holds(Tree node) {
        List<String> texts = new ArrayList<>(1);
        way.collect(node, 0, texts);
        boolean has =
            texts.isEmpty()
                ? literal.isEmpty()
                : end ? texts.stream().anyMatch(t -> t.endsWith(literal)) : texts.contains(literal);
        return has == positive;
      }
    }

    /** One of them, counted from 1. */
    record Position(int number) implements Predicate {
      @Override
      public List<Tree> of(List<Tree> nodes) {
        return number <= nodes.size() ? List.of(nodes.get(number - 1)) : List.of();
      }
    }
  }

  /**
   * @param otherwise what the column holds where no way finds anything, or null
   */
  TreePath(String written, List<Way> ways, String otherwise) {
    this.written = written;
    this.ways = List.copyOf(ways);
    this.otherwise = otherwise;
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static TreePath of(String written) {
    return new TreePathReader(written).path();
  }

  /** The path as it was written, which is the column's name. */
  public String column() {
    return written;
  }

  /** The first steps: children of the record's root that must be read for this path. */
  public Set<String> roots() {
    return ways.stream()
        .map(way -> way.steps().isEmpty() ? "." : way.steps().get(0).name())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Its ways without their conditions, as names with slashes between. */
  public List<String> plainWays() {
    return ways.stream().map(way -> way.plain("")).toList();
  }

  /** All that it looks at, its conditions too, as names with slashes between. */
  public Set<String> looksAt() {
    Set<String> all = new TreeSet<>();
    ways.forEach(way -> way.looksAt("", all));
    return all;
  }

  /** The column's text in {@code record}; null where nothing is there. */
  public String text(Tree record) {
    List<String> texts = new ArrayList<>(1);
    for (int i = 0; i < ways.size() && texts.isEmpty(); i++) {
      ways.get(i).collect(record, 0, texts);
    }
    if (texts.size() <= 1) {
      return texts.isEmpty() ? otherwise : texts.get(0);
    }
    StringBuilder all = new StringBuilder();
    for (String text : texts) {
      all.append(all.isEmpty() ? "" : SEPARATOR).append(text.replace(SEPARATOR, ' '));
    }
    return all.toString();
  }

  @Override
  public String toString() {
    return written;
  }
}
