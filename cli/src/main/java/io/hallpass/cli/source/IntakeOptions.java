package io.hallpass.cli.source;

import io.hallpass.ingest.intake.Intake;
import io.hallpass.ingest.intake.Limits;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.runtime.config.Problems;
import io.hallpass.runtime.config.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a source's file says, under {@code intake}, of how a set is looked at before anything of it
 * is sent.
 *
 * @param limits from where on it is held
 * @param schools by resource, the column by which schools are told apart
 * @param references by resource and column, the resource that is referred to
 * @param counts the file that says how many rows the others have
 */
record IntakeOptions(
    Limits limits,
    Map<String, String> schools,
    Map<String, Map<String, String>> references,
    Optional<Intake.Stated> counts) {
  static final String KEY = "intake";

  private static final String SCHOOL = "school";
  private static final String REFERENCES = "references";
  private static final String COUNTS = "counts";
  private static final Set<String> KEYS =
      Set.of("gone", "changed", "added", "dangling", "small", SCHOOL, REFERENCES, COUNTS);

  /** Reads it; with defaults where it is not there. */
  static IntakeOptions read(Map<String, YamlNode> entries) {
    Map<String, YamlNode> parts =
        entries.containsKey(KEY) ? entries.get(KEY).entries(Set.of(), KEYS) : Map.of();
    Limits usual = Limits.DEFAULT;
    Limits limits =
        new Limits(
            number(parts, "gone", 0, Limits.WHOLE, usual.gone()),
            number(parts, "changed", 0, Limits.WHOLE, usual.changed()),
            number(parts, "added", 0, Limits.MOST_ADDED, usual.added()),
            number(parts, "dangling", 0, Limits.WHOLE, usual.dangling()),
            number(parts, "small", Limits.LEAST_SMALL, Integer.MAX_VALUE, usual.small()));
    Map<String, Map<String, String>> references = new TreeMap<>();
    if (parts.containsKey(REFERENCES)) {
      parts
          .get(REFERENCES)
          .entries()
          .forEach((resource, columns) -> references.put(resource, texts(columns)));
    }
    return new IntakeOptions(
        limits,
        parts.containsKey(SCHOOL) ? texts(parts.get(SCHOOL)) : Map.of(),
        references,
        Optional.ofNullable(parts.get(COUNTS)).flatMap(IntakeOptions::counts));
  }

  private static int number(
      Map<String, YamlNode> parts, String key, int least, int most, int usual) {
    return Optional.ofNullable(parts.get(key)).flatMap(n -> n.number(least, most)).orElse(usual);
  }

  private static Map<String, String> texts(YamlNode node) {
    Map<String, String> texts = new TreeMap<>();
    node.entries().forEach((key, value) -> value.text().ifPresent(text -> texts.put(key, text)));
    return texts;
  }

  private static Optional<Intake.Stated> counts(YamlNode node) {
    Map<String, YamlNode> parts = node.entries(Set.of("file", "name", "rows"), Set.of());
    Optional<String> file = SourceReader.text(parts, "file");
    Optional<String> name = SourceReader.text(parts, "name");
    Optional<String> rows = SourceReader.text(parts, "rows");
    return file.isPresent() && name.isPresent() && rows.isPresent()
        ? Optional.of(new Intake.Stated(file.get(), name.get(), rows.get()))
        : Optional.empty();
  }

  /** Holds it against the mapping. */
  void check(Source source, Mapping mapping, Problems problems) {
    Set<String> named = new TreeSet<>(schools.keySet());
    named.addAll(references.keySet());
    references.values().forEach(columns -> named.addAll(columns.values()));
    List<String> known = mapping.resources().stream().map(ResourceMapping::name).toList();
    named.removeAll(known);
    for (String name : named) {
      problems.add(
          source.file(), 0, KEY, "'" + name + "' is no resource of the mapping; it has " + known);
    }
    for (ResourceMapping target : mapping.resources()) {
      boolean referred =
          references.values().stream().anyMatch(columns -> columns.containsValue(target.name()));
      if (referred && target.key().size() > 1) {
        problems.add(
            source.file(),
            0,
            KEY + "." + REFERENCES,
            "nothing can refer to "
                + target.name()
                + ", whose key is the columns "
                + target.key()
                + " together");
      }
    }
  }

  /** Columns of a resource that its file must have. */
  Set<String> columns(String resource) {
    Set<String> columns = new TreeSet<>(references.getOrDefault(resource, Map.of()).keySet());
    if (schools.containsKey(resource)) {
      columns.add(schools.get(resource));
    }
    return columns;
  }

  /** What the connector is told; what the file says of a resource goes before what is usual. */
  Intake intake(Source source, Mapping mapping) {
    Map<String, Intake.Watched> watched = new HashMap<>();
    for (ResourceMapping resource : mapping.resources()) {
      Intake.Watched usual = UsualColumns.of(source, resource, mapping);
      Intake.Watched all =
          new Intake.Watched(
              schools.getOrDefault(resource.name(), usual.school()),
              references.getOrDefault(resource.name(), usual.references()));
      if (!all.equals(Intake.Watched.NOTHING)) {
        watched.put(resource.name(), all);
      }
    }
    return new Intake(limits, watched, counts);
  }
}
