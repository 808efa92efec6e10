package io.hallpass.cli.source;

import io.hallpass.ingest.csv.CsvResource;
import io.hallpass.ingest.csv.CsvRows;
import io.hallpass.ingest.csv.CsvSourceSettings;
import io.hallpass.ingest.csv.CsvSourceSettings.Format;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.runtime.config.Problems;
import io.hallpass.runtime.config.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A folder or a zip of CSV files.
 *
 * @param path where it is
 * @param oneRoster whether it is a OneRoster file set: with a manifest that says which files are
 *     there
 * @param version of OneRoster that the source's file states; empty where it states none
 */
record CsvFiles(Path path, boolean oneRoster, Optional<String> version) implements SourceSettings {
  private static final String VERSION = "version";
  private static final List<String> VERSIONS = List.of("1.1", "1.2");

  /** What the standard mappings are written for; another one may be for any version. */
  private static final Map<String, String> VERSION_OF_MAPPING =
      Map.of("oneroster-1.1-csv", "1.1", "oneroster-1.2-csv", "1.2");

  static final SourceKind CSV = new Kind("csv", false);
  static final SourceKind ONEROSTER = new Kind("oneroster-csv", true);

  private record Kind(String text, boolean oneRoster) implements SourceKind {
    @Override
    public Set<String> required() {
      return Set.of("path");
    }

    @Override
    public Set<String> optional() {
      return oneRoster ? Set.of(VERSION) : Set.of();
    }

    @Override
    public Optional<SourceSettings> read(Map<String, YamlNode> entries, Path dir) {
      Optional<String> version = SourceReader.text(entries, VERSION);
      if (oneRoster && version.isPresent() && !VERSIONS.contains(version.get())) {
        entries.get(VERSION).problem("must be one of " + VERSIONS);
      }
      return Optional.ofNullable(entries.get("path"))
          .flatMap(YamlNode::text)
          .map(
              path ->
                  new CsvFiles(dir.resolve(path).toAbsolutePath().normalize(), oneRoster, version));
    }
  }

  @Override
  public void check(Source source, Mapping mapping, Problems problems) {
    if (!Files.exists(path)) {
      problems.add(source.file(), 0, "path", path + " does not exist");
    }
  }

  @Override
  public void look(Source source, Mapping mapping, Problems problems) {
    if (!Files.exists(path)) {
      return;
    }
    Map<String, List<String>> headers;
    try {
      headers = FileHeaders.of(path);
    } catch (FileHeaders.UnreadableException e) {
      problems.add(e.file(), 0, "", e.getMessage());
      return;
    }
    for (ResourceMapping resource : mapping.resources()) {
      List<String> header = headers.get(resource.file());
      if (header == null) {
        if (!oneRoster) {
          problems.add(path.toString(), 0, "", "has no file " + resource.file());
        }
        continue;
      }
      // A file without a header begins with a person, so the first line is not repeated.
      for (String column : mapping.missingColumns(resource.name(), header)) {
        problems.add(
            path + "!" + resource.file(),
            1,
            column,
            "the mapping names this column and the file's first line lacks it; of "
                + header.size()
                + " columns there");
      }
    }
  }

  @Override
  public Optional<Map<String, String>> connector(Place place, Source source, Mapping mapping) {
    return Optional.of(settings(place, source, mapping).connectorConfig());
  }

  @Override
  public Optional<Sample> sample(Source source, Mapping mapping) {
    CsvSourceSettings settings = settings(new Place("preview", 1), source, mapping);
    return Optional.of(taker -> CsvRows.read(settings, taker));
  }

  private CsvSourceSettings settings(Place place, Source source, Mapping mapping) {
    Format format = oneRoster ? Format.oneRoster(version(source)) : Format.PLAIN;
    List<CsvResource> resources =
        mapping.resources().stream()
            .map(r -> new CsvResource(r.name(), r.file(), r.key(), r.columns()))
            .toList();
    return CsvSourceSettings.of(
        place.district(), source.name(), place.partitions(), path.toString(), format, resources);
  }

  private String version(Source source) {
    return version.orElseGet(
        () -> VERSION_OF_MAPPING.getOrDefault(source.mapping(), Format.ANY_VERSION));
  }
}
