package io.hallpass.cli.district;

import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.runtime.config.Problems;
import io.hallpass.runtime.config.References;
import io.hallpass.runtime.config.YamlNode;
import io.hallpass.runtime.topics.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the files of {@code sources/} and finds their mappings. */
final class SourceReader {
  private static final Set<String> OPTIONAL =
      Set.of("registers", "path", "connection", "tables", "replicaIdentity");

  private final Path dir;
  private final Problems problems;

  SourceReader(Path dir, Problems problems) {
    this.dir = dir;
    this.problems = problems;
  }

  List<Source> readAll() {
    List<Source> sources = new ArrayList<>();
    for (Path file : DistrictReader.files(dir.resolve("sources"), ".yaml")) {
      String fileName = dir.relativize(file).toString();
      String name = DistrictReader.stem(file);
      if (!Names.valid(name) || name.equals("hallpass")) {
        problems.add(
            fileName, 0, "", "a source's name must match " + Names.FORM + " and not be 'hallpass'");
        continue;
      }
      DistrictReader.text(dir, file, problems)
          .flatMap(yaml -> YamlNode.read(fileName, yaml, problems))
          .flatMap(root -> source(name, root))
          .ifPresent(sources::add);
    }
    if (sources.isEmpty() && problems.none()) {
      problems.add("sources", 0, "", "holds no source; a district needs at least one file there");
    }
    return sources;
  }

  private Optional<Source> source(String name, YamlNode root) {
    Map<String, YamlNode> entries = root.entries(Set.of("kind", "mapping"), OPTIONAL);
    Optional<SourceKind> kind = kind(entries);
    Optional<String> mapping = text(entries, "mapping");
    Optional<String> mappingText = mapping.flatMap(m -> mappingText(m, entries.get("mapping")));
    boolean registers =
        text(entries, "registers").map(role -> registers(role, entries)).orElse(false);
    if (kind.isEmpty() || mappingText.isEmpty()) {
      return Optional.empty();
    }
    fitting(kind.get(), root, entries);
    return Optional.of(
        new Source(
            name,
            kind.get(),
            mapping.get(),
            mappingText.get(),
            registers,
            text(entries, "path").map(path -> dir.resolve(path).toAbsolutePath().normalize()),
            Optional.ofNullable(entries.get("connection")).flatMap(this::connection),
            tables(entries),
            full(entries)));
  }

  private static Optional<SourceKind> kind(Map<String, YamlNode> entries) {
    Optional<String> text = text(entries, "kind");
    Optional<SourceKind> kind = text.flatMap(SourceKind::of);
    if (text.isPresent() && kind.isEmpty()) {
      entries
          .get("kind")
          .problem("must be one of " + List.of(SourceKind.values()) + ", not '" + text.get() + "'");
    }
    return kind;
  }

  private static boolean registers(String role, Map<String, YamlNode> entries) {
    if (!role.equals("student")) {
      entries.get("registers").problem("can only be 'student'");
    }
    return true;
  }

  /** Says what a kind needs and lacks, and what it has and cannot use. */
  private static void fitting(SourceKind kind, YamlNode root, Map<String, YamlNode> entries) {
    List<String> needed = new ArrayList<>();
    if (kind.files()) {
      needed.add("path");
    }
    if (kind == SourceKind.POSTGRES_CDC) {
      needed.addAll(List.of("connection", "tables"));
    }
    for (String key : needed) {
      if (!entries.containsKey(key)) {
        root.problem("a source of kind " + kind + " needs '" + key + "'");
      }
    }
    for (String key : List.of("path", "connection", "tables")) {
      if (entries.containsKey(key) && !needed.contains(key)) {
        entries.get(key).problem("means nothing for kind " + kind);
      }
    }
  }

  private Optional<String> mappingText(String mapping, YamlNode place) {
    Path own = dir.resolve("mappings").resolve(mapping + ".yaml");
    if (Files.isRegularFile(own)) {
      return DistrictReader.text(dir, own, problems);
    }
    Optional<String> standard = StandardMappings.mapping(mapping);
    if (standard.isEmpty()) {
      place.problem(
          "there is no mappings/"
              + mapping
              + ".yaml and no standard mapping of that name; standard are "
              + new TreeSet<>(StandardMappings.names()));
    }
    return standard;
  }

  private Optional<Source.Connection> connection(YamlNode node) {
    Map<String, YamlNode> entries =
        node.entries(Set.of("host", "database", "user", "password"), Set.of("port"));
    Optional<String> password = text(entries, "password");
    if (password.isPresent() && !References.isReference(password.get())) {
      entries
          .get("password")
          .problem(
              "must be a reference, ${env:NAME} or ${file:PATH:KEY}, never the password itself");
    }
    Optional<String> host = text(entries, "host");
    Optional<String> database = text(entries, "database");
    Optional<String> user = text(entries, "user");
    int port =
        Optional.ofNullable(entries.get("port")).flatMap(n -> n.number(1, 65535)).orElse(5432);
    if (host.isEmpty() || database.isEmpty() || user.isEmpty() || password.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Source.Connection(host.get(), port, database.get(), user.get(), password.get()));
  }

  private static Map<String, String> tables(Map<String, YamlNode> entries) {
    Map<String, String> tables = new TreeMap<>();
    if (entries.containsKey("tables")) {
      entries
          .get("tables")
          .entries()
          .forEach(
              (resource, table) ->
                  table.text().ifPresent(name -> table(tables, resource, table, name)));
    }
    return tables;
  }

  private static void table(
      Map<String, String> tables, String resource, YamlNode place, String name) {
    if (name.split("\\.", -1).length != 2) {
      place.problem("must be schema.table");
    }
    tables.put(resource, name);
  }

  private static Set<String> full(Map<String, YamlNode> entries) {
    Set<String> full = new TreeSet<>();
    if (entries.containsKey("replicaIdentity")) {
      entries
          .get("replicaIdentity")
          .entries()
          .forEach(
              (resource, value) -> {
                if (value.text().orElse("").equals("full")) {
                  full.add(resource);
                } else {
                  value.problem("can only be 'full'");
                }
              });
    }
    return full;
  }

  private static Optional<String> text(Map<String, YamlNode> entries, String key) {
    return Optional.ofNullable(entries.get(key)).flatMap(YamlNode::text);
  }
}
