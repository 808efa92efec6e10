package io.hallpass.cli.source;

import io.hallpass.ingest.edfi.EdFiXmlSourceSettings;
import io.hallpass.ingest.edfi.Namespaces;
import io.hallpass.ingest.fileset.SetPreview;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.ingest.tree.TreeRows;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.runtime.config.Problems;
import io.hallpass.runtime.config.YamlNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sets of Ed-Fi XML interchanges.
 *
 * @param files where they are
 * @param namespaces those that the source's file allows; empty where it says none
 */
record EdFiFiles(FileSetOptions files, List<String> namespaces) implements SourceSettings {
  private static final String NAMESPACES = "namespaces";
  private static final String COUNTS = "is for CSV files; no file of interchanges is read for it";

  /** What the standard mappings are written for; another one may be for any of them. */
  private static final Map<String, String> NAMESPACE_OF_MAPPING =
      Map.of(
          "edfi-xml-1.0", Namespaces.V1,
          "edfi-xml-2.0", Namespaces.V2,
          "edfi-xml-5", Namespaces.V5);

  static final SourceKind KIND =
      new SourceKind() {
        @Override
        public String text() {
          return "edfi-xml";
        }

        @Override
        public Set<String> required() {
          return Set.of("path");
        }

        @Override
        public Set<String> optional() {
          Set<String> keys = new HashSet<>(FileSetOptions.KEYS);
          keys.add(NAMESPACES);
          return keys;
        }

        @Override
        public Optional<SourceSettings> read(Map<String, YamlNode> entries, Path dir) {
          List<String> namespaces = namespaces(entries.get(NAMESPACES));
          return FileSetOptions.read(entries, dir).map(files -> new EdFiFiles(files, namespaces));
        }
      };

  private static List<String> namespaces(YamlNode node) {
    if (node == null) {
      return List.of();
    }
    List<String> namespaces = node.texts().stream().sorted().toList();
    if (namespaces.stream().anyMatch(one -> one.isBlank() || one.matches(".*[\\s,].*"))) {
      node.problem("must be namespaces as http://ed-fi.org/3.2.0-b, without blanks and commas");
    }
    return namespaces;
  }

  @Override
  public void check(Source source, Mapping mapping, Problems problems) {
    files.check(source, problems);
    files.intake().check(source, mapping, problems);
    files
        .intake()
        .counts()
        .ifPresent(counts -> problems.add(source.file(), 0, "intake.counts", COUNTS));
    for (ResourceMapping resource : mapping.resources()) {
      TreeRows.problems(resource.name(), watched(resource))
          .forEach(what -> problems.add(source.file(), 0, "intake", what));
      TreeRows.problems(resource.name(), columns(resource))
          .forEach(what -> problems.add(source.file(), 0, "mapping", what));
    }
  }

  private static RowColumns columns(ResourceMapping resource) {
    return new RowColumns(resource.key(), resource.columns());
  }

  private RowColumns watched(ResourceMapping resource) {
    return new RowColumns(List.of(), List.copyOf(files.intake().columns(resource.name())));
  }

  /** Reads the whole set: only its end tells that a file is whole. */
  @Override
  public void look(Source source, Mapping mapping, Problems problems) {
    Optional<Path> set = files.sample();
    boolean paths =
        mapping.resources().stream()
            .flatMap(resource -> Stream.of(columns(resource), watched(resource)))
            .allMatch(columns -> TreeRows.problems("", columns).isEmpty());
    if (set.isEmpty() || !paths) {
      return;
    }
    try {
      SetPreview.problems(set.get(), settings(new Place("check", 1), source, mapping).sets())
          .forEach(problem -> problems.add(set.get().toString(), 0, "", problem));
    } catch (IOException e) {
      problems.add(set.get().toString(), 0, "", "is neither a folder nor a zip that can be read");
    }
  }

  @Override
  public Optional<Map<String, String>> connector(Place place, Source source, Mapping mapping) {
    return Optional.of(settings(place, source, mapping).connectorConfig());
  }

  @Override
  public Optional<Sample> sample(Source source, Mapping mapping) {
    EdFiXmlSourceSettings settings = settings(new Place("preview", 1), source, mapping);
    return files.sample().map(set -> taker -> SetPreview.read(set, settings.sets(), taker));
  }

  private EdFiXmlSourceSettings settings(Place place, Source source, Mapping mapping) {
    Map<String, RowColumns> resources = new LinkedHashMap<>();
    mapping.resources().forEach(resource -> resources.put(resource.name(), columns(resource)));
    return new EdFiXmlSourceSettings(
        files.settings(place, source, mapping), resources, allowed(source.mapping()));
  }

  private List<String> allowed(String mapping) {
    if (!namespaces.isEmpty()) {
      return namespaces;
    }
    return Optional.ofNullable(NAMESPACE_OF_MAPPING.get(mapping))
        .map(List::of)
        .orElse(Namespaces.KNOWN);
  }
}
