package io.hallpass.ingest.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the files of a set are written and called, as it is kept with one that was taken.
 *
 * @param format with any version, where there is a manifest: what it stated was looked at then
 * @param files by resource
 */
record Written(CsvSourceSettings.Format format, Map<String, String> files) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Written {
    files = Map.copyOf(files);
  }

  static Written of(CsvSourceSettings settings) {
    Map<String, String> files = new HashMap<>();
    settings.resources().forEach(resource -> files.put(resource.name(), resource.file()));
    CsvSourceSettings.Format format = settings.format();
    return new Written(
        format(format.delimiter(), format.encoding(), !format.oneRoster().isEmpty()), files);
  }

  private static CsvSourceSettings.Format format(char delimiter, Charset encoding, boolean roster) {
    String version = roster ? CsvSourceSettings.Format.ANY_VERSION : "";
    return new CsvSourceSettings.Format(delimiter, encoding, version);
  }

  /** Reads {@link #text}; empty where it is none. */
  static Optional<Written> read(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      Optional<Character> delimiter = CsvSourceConfig.delimiter(node.path("delimiter").asText());
      Optional<Charset> encoding = CsvSourceConfig.encoding(node.path("encoding").asText());
      if (delimiter.isEmpty() || encoding.isEmpty()) {
        return Optional.empty();
      }
      Map<String, String> files = new HashMap<>();
      node.path("files")
          .properties()
          .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
      boolean roster = node.path("oneroster").asBoolean();
      return Optional.of(new Written(format(delimiter.get(), encoding.get(), roster), files));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  String text() {
    ObjectNode node = JSON.createObjectNode();
    node.put("delimiter", String.valueOf(format.delimiter()));
    node.put("encoding", format.encoding().name());
    node.put("oneroster", !format.oneRoster().isEmpty());
    files.forEach(node.putObject("files")::put);
    return node.toString();
  }

  /** What the file of a resource was called; as now where it was not collected then. */
  String file(CsvResource resource) {
    return files.getOrDefault(resource.name(), resource.file());
  }
}
