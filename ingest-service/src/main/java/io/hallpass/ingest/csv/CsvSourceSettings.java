package io.hallpass.ingest.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything a CSV source needs to know. {@code apply} makes one from a district's files and turns
 * it into a connector's configuration; the connector reads it back.
 *
 * @param district of the source
 * @param source its name
 * @param partitions of the district's raw topics
 * @param path of a folder or a zip, on the machine of the Connect worker
 * @param resources in the order in which they are read; reference data first
 * @param format how the files are written
 * @param optionalFiles files that may be missing where no manifest says what is there; their
 *     resource is then neither read nor ended
 * @param pollMillis how long to wait between two looks at the path, in milliseconds
 * @param quietMillis how long nothing about the files may have changed before they are read, as the
 *     worker sees it, in milliseconds
 */
public record CsvSourceSettings(
    String district,
    String source,
    int partitions,
    String path,
    List<CsvResource> resources,
    Format format,
    Set<String> optionalFiles,
    long pollMillis,
    long quietMillis) {

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

  /** Settings with the defaults. */
  public static CsvSourceSettings of(
      String district,
      String source,
      int partitions,
      String path,
      Format format,
      List<CsvResource> resources) {
    return new CsvSourceSettings(
        district,
        source,
        partitions,
        path,
        resources,
        format,
        Set.of(),
        CsvSourceConfig.POLL_MILLIS,
        CsvSourceConfig.QUIET_MILLIS);
  }

  /** The same, with files that may be missing. */
  public CsvSourceSettings withOptionalFiles(Set<String> files) {
    return new CsvSourceSettings(
        district, source, partitions, path, resources, format, files, pollMillis, quietMillis);
  }

  /** The same, with other times between looks and of quiet, in milliseconds. */
  public CsvSourceSettings withTimes(long poll, long quiet) {
    return new CsvSourceSettings(
        district, source, partitions, path, resources, format, optionalFiles, poll, quiet);
  }

  /** The connector's name: no two sources share it. */
  public String connectorName() {
    return district + "." + source;
  }

  /** The connector's configuration, as Connect's REST interface takes it. */
  public Map<String, String> connectorConfig() {
    return CsvSourceConfig.write(this);
  }
}
