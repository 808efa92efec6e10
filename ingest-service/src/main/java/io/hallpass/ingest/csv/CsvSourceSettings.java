package io.hallpass.ingest.csv;

import io.hallpass.ingest.fileset.FileSetSettings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything a CSV source needs to know. {@code apply} makes one from a district's files and turns
 * it into a connector's configuration; the connector reads it back.
 *
 * @param files where sets are and when they are taken
 * @param resources in the order in which they are read
 * @param format how the files are written
 * @param optionalFiles files that may be missing where no manifest says what is there; their
 *     resource is then neither read nor ended
 */
public record CsvSourceSettings(
    FileSetSettings files, List<CsvResource> resources, Format format, Set<String> optionalFiles) {

  /**
   * How the files of a set are written.
   *
   * @param delimiter between cells
   * @param encoding of the text
   * @param oneRoster the OneRoster version that {@code manifest.csv} must state: {@code 1.1},
   *     {@code 1.2} or {@value #ANY_VERSION}; empty where the set has no manifest
   */
  public record Format(char delimiter, Charset encoding, String oneRoster) {
    /** The manifest may state any version that is known. */
    public static final String ANY_VERSION = "any";

    /** Commas and UTF-8, without a manifest. */
    public static final Format PLAIN = new Format(',', StandardCharsets.UTF_8, "");

    /** OneRoster's form: commas, UTF-8 and a manifest. */
    public static Format oneRoster(String version) {
      return new Format(',', StandardCharsets.UTF_8, version);
    }
  }

  public CsvSourceSettings {
    resources = List.copyOf(resources);
    optionalFiles = Set.copyOf(optionalFiles);
  }

  /** Settings with the defaults: a set in a fixed path. */
  public static CsvSourceSettings of(
      String district,
      String source,
      int partitions,
      String path,
      Format format,
      List<CsvResource> resources) {
    FileSetSettings files = FileSetSettings.of(district, source, partitions, path);
    return new CsvSourceSettings(files, resources, format, Set.of());
  }

  /** The same, with files that may be missing. */
  public CsvSourceSettings withOptionalFiles(Set<String> optional) {
    return new CsvSourceSettings(files, resources, format, optional);
  }

  /** The same, with sets elsewhere or taken at other times. */
  public CsvSourceSettings withFiles(FileSetSettings other) {
    return new CsvSourceSettings(other, resources, format, optionalFiles);
  }

  /** The same, with other times between looks and of quiet, in milliseconds. */
  public CsvSourceSettings withTimes(long poll, long quiet) {
    return withFiles(files.withTimes(poll, quiet));
  }

  /** How its sets are read. */
  public io.hallpass.ingest.fileset.Format sets() {
    return new CsvFormat(this);
  }

  /** The connector's configuration, as Connect's REST interface takes it. */
  public Map<String, String> connectorConfig() {
    return CsvSourceConfig.write(this);
  }
}
