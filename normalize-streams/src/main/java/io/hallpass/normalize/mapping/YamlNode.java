package io.hallpass.normalize.mapping;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A place in a YAML file that knows its line, and says what it should have been when it is
 * something else.
 */
final class YamlNode {
  private final Node node;
  private final int line;
  private final String name;
  private final Problems problems;

  private YamlNode(Node node, int line, String name, Problems problems) {
    this.node = node;
    this.line = line;
    this.name = name;
    this.problems = problems;
  }

  /** The whole file; empty, with a problem, where it is no YAML. */
  static Optional<YamlNode> read(String yaml, Problems problems) {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
      if (root == null) {
        problems.add(1, "", "is empty; it needs mapping: and resources:");
        return Optional.empty();
      }
      return Optional.of(new YamlNode(root, lineOf(root), "", problems));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      // What a choice without quotes looks like to YAML.
      boolean colon = "mapping values are not allowed here".equals(e.getProblem());
      String hint = colon ? "; an expression with ': ' or ' #' in it stands in quotes" : "";
      problems.add(line, "", "is not YAML: " + e.getProblem() + hint);
    } catch (YAMLException e) {
      problems.add(1, "", "is not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** The line of the key this stands under, or of the element of a list; from 1. */
  int line() {
    return line;
  }

  /** The line on which the text itself begins: for a block, the one below its mark. */
  int textLine() {
    boolean block =
        node instanceof ScalarNode scalar
            && (scalar.getScalarStyle() == ScalarStyle.LITERAL
                || scalar.getScalarStyle() == ScalarStyle.FOLDED);
    return block ? lineOf(node) + 1 : lineOf(node);
  }

  /** The key this stands under, with the keys above it as far as they help. */
  String name() {
    return name;
  }

  void problem(String message) {
    problems.add(line, name, message);
  }

  boolean isMap() {
    return node instanceof MappingNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  /** The scalar's text; empty, with a problem, where it is none or empty. */
  Optional<String> text(String what) {
    if (node instanceof ScalarNode scalar
        && scalar.getTag() != Tag.NULL
        && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue().strip());
    }
    problem("must be " + what);
    return Optional.empty();
  }

  /** The elements; empty, with a problem, where it is no list or an empty one. */
  List<YamlNode> list(String what) {
    if (node instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
      return sequence.getValue().stream()
          .map(element -> new YamlNode(element, lineOf(element), name, problems))
          .toList();
    }
    problem("must be a list of " + what);
    return List.of();
  }

  /** The entries in their order; keys that are not in {@code allowed} are problems. */
  Map<String, YamlNode> map(Set<String> allowed) {
    Map<String, YamlNode> entries = map("with " + Problems.list(allowed));
    for (Map.Entry<String, YamlNode> entry : Map.copyOf(entries).entrySet()) {
      if (!allowed.contains(entry.getKey())) {
        problems.add(
            entry.getValue().line(),
            entry.getValue().name(),
            "is not known here; allowed are " + Problems.list(allowed));
        entries.remove(entry.getKey());
      }
    }
    return entries;
  }

  /** The entries in their order, whatever their keys are. */
  Map<String, YamlNode> map(String what) {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      problem("must be a map " + what);
      return entries;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      int keyLine = lineOf(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(keyLine, name, "a key must be a word");
        continue;
      }
      String path = name.isEmpty() ? key.getValue() : name + "." + key.getValue();
      YamlNode before =
          entries.putIfAbsent(
              key.getValue(), new YamlNode(tuple.getValueNode(), keyLine, path, problems));
      if (before != null) {
        problems.add(keyLine, path, "is already on line " + before.line() + "; a key stands once");
      }
    }
    return entries;
  }

  /** The same place, called otherwise in messages. */
  YamlNode named(String other) {
    return new YamlNode(node, line, other, problems);
  }

  private static int lineOf(Node place) {
    return place.getStartMark().getLine() + 1;
  }
}
