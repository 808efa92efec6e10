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
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
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
public final class YamlNode {
  private final Node node;
  private final int line;
  private final String name;
  private final Report report;

  /** Takes what is wrong with a file. */
  @FunctionalInterface
  public interface Report {
    /**
     * Takes one thing to mend.
     *
     * @param line from 1
     * @param name the key or name it is about, or ""
     * @param message what is wrong and what would be right
     */
    void add(int line, String name, String message);
  }

  private YamlNode(Node node, int line, String name, Report report) {
    this.node = node;
    this.line = line;
    this.name = name;
    this.report = report;
  }

  /** The whole file; empty, with a problem, where it is no YAML. */
  public static Optional<YamlNode> read(String file, String yaml, Problems problems) {
    return read(yaml, (line, name, message) -> problems.add(file, line, name, message));
  }

  /**
   * The whole file; empty, with a problem, where it is no YAML. An empty file is a map without
   * entries, so what it lacks is said as for any other.
   */
  public static Optional<YamlNode> read(String yaml, Report report) {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
      if (root == null) {
        Node none = new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK);
        return Optional.of(new YamlNode(none, 1, "", report));
      }
      return Optional.of(new YamlNode(root, lineOf(root), "", report));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      // What an expression without quotes looks like to YAML.
      boolean colon = "mapping values are not allowed here".equals(e.getProblem());
      String hint = colon ? "; a text with ': ' or ' #' in it stands in quotes" : "";
      report.add(line, "", "is not YAML: " + e.getProblem() + hint);
    } catch (YAMLException e) {
      report.add(1, "", "is not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** Adds a problem at this place. */
  public void problem(String message) {
    report.add(line, name, message);
  }

  /** The line of the key this stands under, or of the element of a list; from 1. */
  public int line() {
    return line;
  }

  /** The line on which the text itself begins: for a block, the one below its mark. */
  public int textLine() {
    boolean block =
        node instanceof ScalarNode scalar
            && (scalar.getScalarStyle() == ScalarStyle.LITERAL
                || scalar.getScalarStyle() == ScalarStyle.FOLDED);
    return block ? lineOf(node) + 1 : lineOf(node);
  }

  /** The key this stands under, with the keys above it. */
  public String name() {
    return name;
  }

  /** The same place, called otherwise in messages. */
  public YamlNode named(String other) {
    return new YamlNode(node, line, other, report);
  }

  /** Whether it has entries. */
  public boolean isMap() {
    return node instanceof MappingNode;
  }

  /** Whether it has elements. */
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** The scalar's text; empty, with a problem, where it is none or blank. */
  public Optional<String> text() {
    return text("a text");
  }

  /**
   * The scalar's text; empty, with a problem, where it is none or blank.
   *
   * @param what it should be, for the message
   */
  public Optional<String> text(String what) {
    if (node instanceof ScalarNode scalar
        && scalar.getTag() != Tag.NULL
        && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue().strip());
    }
    problem("must be " + what);
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
      elements.add(new YamlNode(element, lineOf(element), name + "[" + i + "]", report));
    }
    return elements;
  }

  /**
   * The elements; empty, with a problem, where it is no list or an empty one.
   *
   * @param what they should be, for the message
   */
  public List<YamlNode> list(String what) {
    if (node instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
      return elements();
    }
    problem("must be a list of " + what);
    return List.of();
  }

  /**
   * The entries in their order; keys that are not allowed, and required ones that are missing, are
   * problems.
   */
  public Map<String, YamlNode> entries(Set<String> required, Set<String> optional) {
    Set<String> allowed = new TreeSet<>(required);
    allowed.addAll(optional);
    Map<String, YamlNode> entries = entries("with " + allowed);
    if (!isMap()) {
      return entries;
    }
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
    return entries("of keys and values");
  }

  /**
   * The entries in their order, whatever their keys are.
   *
   * @param what the map should be, for the message
   */
  public Map<String, YamlNode> entries(String what) {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      problem("must be a map " + what);
      return entries;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      int keyLine = lineOf(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        report.add(keyLine, name, "a key must be a word");
        continue;
      }
      String below = name.isEmpty() ? key.getValue() : name + "." + key.getValue();
      YamlNode before =
          entries.putIfAbsent(
              key.getValue(), new YamlNode(tuple.getValueNode(), keyLine, below, report));
      if (before != null) {
        report.add(keyLine, below, "is already on line " + before.line() + "; a key stands once");
      }
    }
    return entries;
  }

  private static int lineOf(Node place) {
    return place.getStartMark().getLine() + 1;
  }
}
