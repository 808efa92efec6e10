package io.hallpass.cli.source;

import io.hallpass.ingest.csv.CsvResource;
import io.hallpass.ingest.csv.CsvSourceConfig;
import io.hallpass.ingest.csv.CsvSourceSettings;
import io.hallpass.ingest.csv.CsvSourceSettings.Format;
import io.hallpass.ingest.fileset.Archive;
import io.hallpass.ingest.fileset.SetPreview;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.runtime.config.Problems;
import io.hallpass.runtime.config.YamlNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sets of CSV files.
 *
 * @param files where they are
 * @param format how they are written; what a OneRoster set's manifest must say is found out later
 * @param oneRoster whether it is a OneRoster file set: with a manifest that says which files are
 *     there
 * @param version of OneRoster that the source's file states; empty where it states none
 * @param optionalFiles files that may be missing
 */
record CsvFiles(
    FileSetOptions files,
    Format format,
    boolean oneRoster,
    Optional<String> version,
    Set<String> optionalFiles)
    implements SourceSettings {
  private static final String VERSION = "version";
  private static final String OPTIONAL = "optionalFiles";

  /** In what the connector would say of a column; it is said below, with the place. */
  private static final String COLUMN = ": column '";

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
      Set<String> keys = new HashSet<>(FileSetOptions.KEYS);
      keys.addAll(oneRoster ? Set.of(VERSION) : Set.of("delimiter", "encoding", OPTIONAL));
      return keys;
    }

    @Override
    public Optional<SourceSettings> read(Map<String, YamlNode> entries, Path dir) {
      Optional<String> version = SourceReader.text(entries, VERSION);
      if (oneRoster && version.isPresent() && !VERSIONS.contains(version.get())) {
        entries.get(VERSION).problem("must be one of " + VERSIONS);
      }
      Format format = oneRoster ? Format.PLAIN : format(entries);
      Set<String> optional =
          oneRoster || !entries.containsKey(OPTIONAL) ? Set.of() : entries.get(OPTIONAL).texts();
      return FileSetOptions.read(entries, dir)
          .map(files -> new CsvFiles(files, format, oneRoster, version, optional));
    }
  }

  private static Format format(Map<String, YamlNode> entries) {
    Format plain = Format.PLAIN;
    Optional<String> delimiter = SourceReader.text(entries, "delimiter");
    if (delimiter.isPresent() && CsvSourceConfig.delimiter(delimiter.get()).isEmpty()) {
      entries.get("delimiter").problem(CsvSourceConfig.DELIMITER);
    }
    Optional<String> encoding = SourceReader.text(entries, "encoding");
    if (encoding.isPresent() && CsvSourceConfig.encoding(encoding.get()).isEmpty()) {
      entries.get("encoding").problem(CsvSourceConfig.ENCODING);
    }
    return new Format(
        delimiter.flatMap(CsvSourceConfig::delimiter).orElse(plain.delimiter()),
        encoding.flatMap(CsvSourceConfig::encoding).orElse(plain.encoding()),
        plain.oneRoster());
  }

  @Override
  public void check(Source source, Mapping mapping, Problems problems) {
    files.check(source, problems);
    files.intake().check(source, mapping, problems);
    for (String file : optionalFiles) {
      if (mapping.resources().stream().noneMatch(resource -> resource.file().equals(file))) {
        problems.add(source.file(), 0, OPTIONAL, "no resource of the mapping reads " + file);
      }
    }
  }

  @Override
  public void look(Source source, Mapping mapping, Problems problems) {
    Optional<Path> set = files.sample();
    if (set.isEmpty()) {
      return;
    }
    Map<String, List<String>> headers;
    try {
      io.hallpass.ingest.fileset.Format sets =
          settings(new Place("check", 1), source, mapping).sets();
      List<String> held =
          oneRoster ? SetPreview.problems(set.get(), sets) : SetPreview.damaged(set.get(), sets);
      held.stream()
          .filter(problem -> !problem.contains(COLUMN))
          .forEach(problem -> problems.add(set.get().toString(), 0, "", problem));
      headers = FileHeaders.of(set.get(), format.delimiter(), format.encoding());
    } catch (FileHeaders.UnreadableException e) {
      problems.add(e.file(), 0, "", e.getMessage());
      return;
    } catch (IOException e) {
      problems.add(set.get().toString(), 0, "", "is neither a folder nor a zip that can be read");
      return;
    }
    for (ResourceMapping resource : mapping.resources()) {
      List<String> header = headers.get(resource.file());
      if (header == null) {
        if (!oneRoster && !optionalFiles.contains(resource.file())) {
          problems.add(set.get().toString(), 0, "", "has no file " + resource.file());
        }
        continue;
      }
      if (header.size() == 1 && header.get(0).matches(".*[,;|\t].*")) {
        String at = set.get() + "!" + resource.file();
        problems.add(
            at,
            1,
            CsvSourceConfig.DELIMITER,
            "one column only: the file has another delimiter than told");
        continue;
      }
      for (String column : files.intake().columns(resource.name())) {
        if (header.stream().noneMatch(name -> name.strip().equals(column))) {
          problems.add(
              source.file(),
              0,
              "intake",
              "the first line of " + resource.file() + " lacks the column '" + column + "'");
        }
      }
      // A file without a header begins with a person, so the first line is not repeated.
      for (String column : mapping.missingColumns(resource.name(), header)) {
        problems.add(
            set.get() + "!" + resource.file(),
            1,
            column,
            "the mapping names this column and the file's first line lacks it; of "
                + header.size()
                + " columns there");
      }
    }
  }

  /** Of the set that lies there, or else of the one that was taken last. */
  @Override
  public Optional<Map<String, List<String>>> columns(
      Place place, Source source, Mapping mapping, List<String> problems) {
    Map<String, List<String>> columns = new TreeMap<>();
    try {
      Optional<Path> set = files.sample();
      if (set.isEmpty()) {
        set = Archive.of(files.settings(place, source, mapping)).last();
      }
      if (set.isEmpty()) {
        problems.add("no set lies there, and none that was taken is kept here");
        return Optional.of(columns);
      }
      Map<String, List<String>> headers =
          FileHeaders.of(set.get(), format.delimiter(), format.encoding());
      for (ResourceMapping resource : mapping.resources()) {
        if (headers.containsKey(resource.file())) {
          columns.put(resource.name(), headers.get(resource.file()));
        }
      }
    } catch (FileHeaders.UnreadableException e) {
      problems.add(e.file() + " " + e.getMessage());
    } catch (IOException e) {
      problems.add("the sets that were taken cannot be read here");
    }
    return Optional.of(columns);
  }

  @Override
  public Optional<Map<String, String>> connector(Place place, Source source, Mapping mapping) {
    return Optional.of(settings(place, source, mapping).connectorConfig());
  }

  @Override
  public Optional<Sample> sample(Source source, Mapping mapping) {
    CsvSourceSettings settings = settings(new Place("preview", 1), source, mapping);
    return files.sample().map(set -> taker -> SetPreview.read(set, settings.sets(), taker));
  }

  private CsvSourceSettings settings(Place place, Source source, Mapping mapping) {
    List<CsvResource> resources =
        mapping.resources().stream()
            .map(r -> new CsvResource(r.name(), r.file(), r.key(), r.columns()))
            .toList();
    return new CsvSourceSettings(
        files.settings(place, source, mapping),
        resources,
        oneRoster ? Format.oneRoster(version(source)) : format,
        optionalFiles);
  }

  private String version(Source source) {
    return version.orElseGet(
        () -> VERSION_OF_MAPPING.getOrDefault(source.mapping(), Format.ANY_VERSION));
  }
}
