package io.hallpass.normalize.mapping;

import io.hallpass.runtime.config.YamlNode;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.schemas.Catalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads a mapping file and gathers everything that is wrong with it. */
final class MappingReader {
  private final Problems problems;
  private final EmitReader emits;

  MappingReader(String fileName, Catalogue catalogue, Map<String, Crosswalk> codes) {
    this(fileName, catalogue, codes, true);
  }

  /**
   * @param direct as in {@link ExpressionCompiler}
   */
  MappingReader(
      String fileName, Catalogue catalogue, Map<String, Crosswalk> codes, boolean direct) {
    problems = new Problems(fileName);
    emits =
        new EmitReader(catalogue, codes, new ExpressionCompiler(codes, problems, direct), problems);
  }

  Mapping read(String yaml) {
    String name = "";
    Map<String, ResourceMapping> resources = new LinkedHashMap<>();
    Optional<YamlNode> root = YamlNode.read(yaml, problems::add);
    if (root.isPresent()) {
      Map<String, YamlNode> top = root.get().entries(Set.of(), Set.of("mapping", "resources"));
      name =
          required(top, "mapping", root.get(), "the mapping's name")
              .flatMap(node -> node.text("a name"))
              .orElse("");
      required(top, "resources", root.get(), "a map of resources")
          .ifPresent(node -> resources(node, resources));
    }
    problems.throwIfAny();
    return new Mapping(name, resources);
  }

  private Optional<YamlNode> required(
      Map<String, YamlNode> map, String key, YamlNode parent, String what) {
    YamlNode node = map.get(key);
    if (node == null && parent.isMap()) {
      parent.problem("lacks " + key + ": " + what);
    }
    return Optional.ofNullable(node);
  }

  private void resources(YamlNode node, Map<String, ResourceMapping> resources) {
    Map<String, YamlNode> all = node.entries("of resources");
    if (node.isMap() && all.isEmpty()) {
      node.problem("must have a resource at least");
    }
    Map<String, String> topicNames = new HashMap<>();
    for (Map.Entry<String, YamlNode> entry : all.entrySet()) {
      String name = entry.getKey();
      YamlNode resource = entry.getValue().named("");
      problems.enter(name);
      topicName(name, resource, topicNames);
      resources.put(name, resource(name, resource));
      problems.enter("");
    }
  }

  private void topicName(String name, YamlNode resource, Map<String, String> topicNames) {
    try {
      String before = topicNames.putIfAbsent(DistrictTopics.resourceName(name), name);
      if (before != null) {
        resource.problem(
            "would have the same topic as " + before + "; names must differ in letters or digits");
      }
    } catch (IllegalArgumentException e) {
      resource.problem("cannot be a part of a topic's name; it needs letters or digits");
    }
  }

  private ResourceMapping resource(String name, YamlNode node) {
    Map<String, YamlNode> parts = node.entries(Set.of(), Set.of("key", "file", "emit"));
    Set<String> key = new LinkedHashSet<>();
    required(parts, "key", node, "the columns that tell rows apart")
        .ifPresent(list -> key(list, key));
    String file =
        parts.containsKey("file")
            ? parts.get("file").text("a file's name").orElse("")
            : name + ".csv";
    TreeSet<String> columns = new TreeSet<>(key);
    List<EmitPlan> plans = new ArrayList<>();
    Optional<YamlNode> emit = required(parts, "emit", node, "a list of what its rows give");
    if (emit.isPresent()) {
      EmitReader.Resource resource = new EmitReader.Resource(name, List.copyOf(key), columns);
      List<YamlNode> entries = emit.get().list("entity: or register: entries");
      for (int i = 0; i < entries.size(); i++) {
        emits.read(entries.get(i), resource, i + 1).ifPresent(plans::add);
      }
    }
    return new ResourceMapping(name, file, List.copyOf(key), columns, plans);
  }

  private void key(YamlNode list, Set<String> key) {
    for (YamlNode column : list.list("columns")) {
      column
          .text("a column's name")
          .filter(name -> !key.add(name))
          .ifPresent(name -> column.problem("names the column '" + name + "' twice"));
    }
  }
}
