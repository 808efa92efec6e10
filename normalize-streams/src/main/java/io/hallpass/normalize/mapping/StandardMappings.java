package io.hallpass.normalize.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mappings and crosswalks that ship in this jar, as text: a district's own files go before
 * them.
 */
public final class StandardMappings {
  /** The mapping of {@code <district>.raw.hallpass.consents}, which every district has. */
  public static final String CONSENTS = "hallpass-consents";

  private static final List<String> NAMES =
      List.of(CONSENTS, "oneroster-1.1-csv", "oneroster-1.2-csv", "sds-2.1-csv");
  private static final List<String> CODES =
      List.of("grade", "race", "sds-org-type", "sds-role", "sex");

  private StandardMappings() {}

  /** What {@code mapping:} of a source may say without a file in the district's folder. */
  public static List<String> names() {
    return NAMES;
  }

  /** The mapping of this name, as YAML, if it ships. */
  public static Optional<String> mapping(String name) {
    return NAMES.contains(name)
        ? Optional.of(text("mappings/" + name + ".yaml"))
        : Optional.empty();
  }

  /** The names of the crosswalks that ship. */
  public static List<String> codeNames() {
    return CODES;
  }

  /** The crosswalk of this name, as CSV, if it ships. */
  public static Optional<String> codes(String name) {
    return CODES.contains(name) ? Optional.of(text("codes/" + name + ".csv")) : Optional.empty();
  }

  /** All crosswalks that ship, read. */
  public static Map<String, Crosswalk> crosswalks() {
    Map<String, Crosswalk> crosswalks = new LinkedHashMap<>();
    for (String name : CODES) {
      crosswalks.put(name, Crosswalk.load(name + ".csv", codes(name).orElseThrow()));
    }
    return crosswalks;
  }

  private static String text(String file) {
    String resource = "/io/hallpass/normalize/" + file;
    try (InputStream in = StandardMappings.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource " + resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
