package io.hallpass.cli.source;

import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.runtime.config.Problems;
import io.hallpass.runtime.config.References;
import io.hallpass.runtime.config.YamlNode;
import io.hallpass.runtime.topics.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the files of {@code sources/} and finds their mappings. */
public final class SourceReader {
  private static final Set<String> REQUIRED = Set.of("kind", "mapping");
  private static final String REGISTERS = "registers";

  private final Folder folder;
  private final Problems problems;

  public SourceReader(Folder folder) {
    this.folder = folder;
    this.problems = folder.problems();
  }

  /** The sources that can be read, by name; what is wrong with the others is reported. */
  public List<Source> readAll() {
    List<Source> sources = new ArrayList<>();
    for (Path file : folder.files("sources", ".yaml")) {
      String fileName = folder.name(file);
      String name = Folder.stem(file);
      if (!Names.valid(name) || name.equals("hallpass")) {
        problems.add(
            fileName, 0, "", "a source's name must match " + Names.FORM + " and not be 'hallpass'");
        continue;
      }
      folder
          .text(file)
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
    Set<String> everyKey = new HashSet<>(Set.of(REGISTERS));
    SourceKind.ALL.forEach(kind -> everyKey.addAll(kind.required()));
    SourceKind.ALL.forEach(kind -> everyKey.addAll(kind.optional()));
    Map<String, YamlNode> entries = root.entries(REQUIRED, everyKey);
    Optional<SourceKind> kind = kind(entries);
    Optional<String> mapping = text(entries, "mapping");
    Optional<String> mappingText = mapping.flatMap(m -> mappingText(m, entries.get("mapping")));
    boolean registers =
        text(entries, REGISTERS).map(role -> registers(role, entries)).orElse(false);
    kind.ifPresent(k -> fitting(k, root, entries));
    Optional<SourceSettings> settings = kind.flatMap(k -> k.read(entries, folder.dir()));
    if (settings.isEmpty() || mappingText.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Source(name, kind.get(), mapping.get(), mappingText.get(), registers, settings.get()));
  }

  private static Optional<SourceKind> kind(Map<String, YamlNode> entries) {
    Optional<String> text = text(entries, "kind");
    Optional<SourceKind> kind = text.flatMap(SourceKind::of);
    if (text.isPresent() && kind.isEmpty()) {
      List<String> known = SourceKind.ALL.stream().map(SourceKind::text).toList();
      entries.get("kind").problem("must be one of " + known + ", not '" + text.get() + "'");
    }
    return kind;
  }

  private static boolean registers(String role, Map<String, YamlNode> entries) {
    if (!role.equals("student")) {
      entries.get(REGISTERS).problem("can only be 'student'");
    }
    return true;
  }

  /** Says what a kind needs and lacks, and what it has and cannot use. */
  private static void fitting(SourceKind kind, YamlNode root, Map<String, YamlNode> entries) {
    for (String key : new TreeSet<>(kind.required())) {
      if (!entries.containsKey(key)) {
        root.problem("a source of kind " + kind.text() + " needs '" + key + "'");
      }
    }
    for (Map.Entry<String, YamlNode> entry : entries.entrySet()) {
      String key = entry.getKey();
      boolean known =
          REQUIRED.contains(key)
              || key.equals(REGISTERS)
              || kind.required().contains(key)
              || kind.optional().contains(key);
      if (!known) {
        entry.getValue().problem("means nothing for kind " + kind.text());
      }
    }
  }

  private Optional<String> mappingText(String mapping, YamlNode place) {
    Path own = folder.dir().resolve("mappings").resolve(mapping + ".yaml");
    if (Files.isRegularFile(own)) {
      return folder.text(own);
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

  /** The text of an entry that may be missing. */
  static Optional<String> text(Map<String, YamlNode> entries, String key) {
    return Optional.ofNullable(entries.get(key)).flatMap(YamlNode::text);
  }

  /** The same where it must be a reference to a secret. */
  public static Optional<String> secret(Map<String, YamlNode> entries, String key) {
    Optional<String> secret = text(entries, key);
    if (secret.isPresent() && !References.isReference(secret.get())) {
      entries
          .get(key)
          .problem(
              "must be a reference, ${env:NAME} or ${file:PATH:KEY}, never the " + key + " itself");
    }
    return secret;
  }
}
