package io.hallpass.runtime.config;

import java.io.StringReader;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
public final class YamlNode {
  private final String file;
  private final Node node;
  private final int line;
  private final String path;
  private final Problems problems;

  private YamlNode(String file, Node node, int line, String path, Problems problems) {
    this.file = file;
    this.node = node;
    this.line = line;
    this.path = path;
    this.problems = problems;
  }

  /** The whole file; empty, with a problem, where it is no YAML. */
  public static Optional<YamlNode> read(String file, String yaml, Problems problems) {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
      if (root == null) {
        problems.add(file, 1, "", "is empty");
        return Optional.empty();
      }
      return Optional.of(new YamlNode(file, root, lineOf(root), "", problems));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problems.add(file, line, "", "is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      problems.add(file, 1, "", "is not YAML");
    }
    return Optional.empty();
  }

  /** Adds a problem at this place. */
  public void problem(String message) {
    problems.add(file, line, path, message);
  }

  /** The line of the key this stands under, from 1. */
  public int line() {
    return line;
  }

  /** The scalar's text; empty, with a problem, where it is none or blank. */
  public Optional<String> text() {
    if (node instanceof ScalarNode scalar
        && scalar.getTag() != Tag.NULL
        && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue().strip());
    }
    problem("must be a text");
    return Optional.empty();
  }

  /** One of a few words. */
  public <E extends Enum<E>> Optional<E> oneOf(Class<E> type) {
    Optional<String> text = text();
    for (E constant : type.getEnumConstants()) {
      if (text.isPresent() && constant.name().equals(text.get())) {
        return Optional.of(constant);
      }
    }
    text.ifPresent(
        t -> problem("must be one of " + List.of(type.getEnumConstants()) + ", not '" + t + "'"));
    return Optional.empty();
  }

  /** A whole number from {@code least} to {@code most}. */
  public Optional<Integer> number(int least, int most) {
    Optional<String> text = text();
    try {
      Optional<Integer> value = text.map(Integer::valueOf);
      if (value.isEmpty() || (value.get() >= least && value.get() <= most)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the same words.
    }
    problem("must be a whole number from " + least + " to " + most);
    return Optional.empty();
  }

  /** {@code true} or {@code false}. */
  public Optional<Boolean> bool() {
    Optional<String> text = text();
    if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
      problem("must be true or false");
      return Optional.empty();
    }
    return text.map(Boolean::valueOf);
  }

  /** A date, {@code 2026-08-01}. */
  public Optional<LocalDate> date() {
    Optional<String> text = text();
    try {
      return text.map(LocalDate::parse);
    } catch (DateTimeParseException e) {
      problem("must be a date as 2026-08-01");
      return Optional.empty();
    }
  }

  /** The texts of a list, or a single text as a list of one. */
  public Set<String> texts() {
    Set<String> texts = new TreeSet<>();
    for (YamlNode element : elements()) {
      element.text().ifPresent(texts::add);
    }
    return texts;
  }

  /** The elements of a list, or a single thing as a list of one. */
  public List<YamlNode> elements() {
    if (!(node instanceof SequenceNode sequence)) {
      return List.of(this);
    }
    List<YamlNode> elements = new ArrayList<>();
    for (int i = 0; i < sequence.getValue().size(); i++) {
      Node element = sequence.getValue().get(i);
      elements.add(new YamlNode(file, element, lineOf(element), path + "[" + i + "]", problems));
    }
    return elements;
  }

  /**
   * The entries in their order; keys that are not allowed, and required ones that are missing, are
   * problems.
   */
  public Map<String, YamlNode> entries(Set<String> required, Set<String> optional) {
    Map<String, YamlNode> entries = entries();
    if (!(node instanceof MappingNode)) {
      return entries;
    }
    Set<String> allowed = new TreeSet<>(required);
    allowed.addAll(optional);
    for (Map.Entry<String, YamlNode> entry : Map.copyOf(entries).entrySet()) {
      if (!allowed.contains(entry.getKey())) {
        entry.getValue().problem("is not known here; allowed are " + allowed);
        entries.remove(entry.getKey());
      }
    }
    for (String key : new TreeSet<>(required)) {
      if (!entries.containsKey(key)) {
        problem("'" + key + "' is missing");
      }
    }
    return entries;
  }

  /** The entries in their order, whatever their keys are. */
  public Map<String, YamlNode> entries() {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      problem("must be a map of keys and values");
      return entries;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      int keyLine = lineOf(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(file, keyLine, path, "a key must be a word");
        continue;
      }
      String below = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
      YamlNode value = new YamlNode(file, tuple.getValueNode(), keyLine, below, problems);
      if (entries.putIfAbsent(key.getValue(), value) != null) {
        problems.add(file, keyLine, below, "stands twice");
      }
    }
    return entries;
  }

  private static int lineOf(Node place) {
    return place.getStartMark().getLine() + 1;
  }
}
