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

  private static final String EDFI =
      """
      edfi-assessment-subject edfi-attempt edfi-attempt-status edfi-attendance
      edfi-attendance-type edfi-behavior edfi-calendar-event edfi-characteristic edfi-classroom-position
      edfi-credit edfi-disability edfi-discipline edfi-enrollment-type edfi-entry
      edfi-exit edfi-grade edfi-grade-type edfi-gradebook-type
      edfi-language edfi-language-service edfi-length-difference edfi-limited-english
      edfi-low-income edfi-meal edfi-meal-service edfi-operational-status edfi-org
      edfi-participation edfi-program edfi-program-exit edfi-program-id edfi-program-kind
      edfi-race edfi-reason-not-tested edfi-relation edfi-repeat edfi-residence
      edfi-residency edfi-score-metric edfi-session edfi-sex edfi-special-education-exit
      edfi-special-education-setting edfi-submission edfi-term edfi-transportation
      edfi-travel""";

  private static final List<String> NAMES =
      List.of(
          CONSENTS,
          "edfi-rest",
          "edfi-xml-1.0",
          "edfi-xml-2.0",
          "edfi-xml-5",
          "oneroster-1.1-csv",
          "oneroster-1.1-rest",
          "oneroster-1.2-csv",
          "oneroster-1.2-rest",
          "sds-1-csv",
          "sds-1-uk-csv",
          "sds-2-csv",
          "sds-2.1-csv");
  private static final List<String> CODES =
      List.of(
          ("grade oneroster-role race sds-flag sds-org-type sds-role sds-status sex " + EDFI)
              .split("\\s+"));

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
