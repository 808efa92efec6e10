package io.hallpass.runtime.topics;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The topics of one district. Everything of a district starts with its name and a dot, so that a
 * prefix covers exactly one district.
 *
 * @param district matches {@value Names#FORM}
 */
public record DistrictTopics(String district) {
  private static final String SETTINGS = ".control.settings";

  public DistrictTopics {
    Names.require("district", district);
  }

  /** The district whose settings topic has this name, if it is one. */
  public static Optional<DistrictTopics> ofSettings(String topic) {
    if (!topic.endsWith(SETTINGS)) {
      return Optional.empty();
    }
    String name = topic.substring(0, topic.length() - SETTINGS.length());
    return Names.valid(name) ? Optional.of(new DistrictTopics(name)) : Optional.empty();
  }

  /** One flat row as the vendor wrote it. */
  public String raw(String source, String resource) {
    return district + ".raw." + Names.require("source", source) + "." + resourceName(resource);
  }

  /**
   * A resource as a part of a topic name. Vendors' tables and files are called {@code
   * academicSessions} or {@code STU_ENROLL}; topics of names that differ in case or punctuation
   * only would collide in metrics, so all is folded.
   */
  public static String resourceName(String resource) {
    String folded =
        resource
            .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    return Names.require("resource", folded.replaceAll("^-+|-+$", ""));
  }

  /** All raw topics of the district: {@code <district>.raw.<source>.<resource>}. */
  public Pattern rawPattern() {
    return Pattern.compile(Pattern.quote(district + ".raw.") + Names.FORM + "\\." + Names.FORM);
  }

  /** The source of a raw topic. */
  public String sourceOf(String rawTopic) {
    String rest = rawTopic.substring((district + ".raw.").length());
    return rest.substring(0, rest.indexOf('.'));
  }

  /** The resource of a raw topic, as {@link #resourceName} folds it. */
  public String resourceOf(String rawTopic) {
    return rawTopic.substring(rawTopic.lastIndexOf('.') + 1);
  }

  /** Student-scoped records in the common schema. */
  public String records() {
    return district + ".canonical.records";
  }

  /** Reference records in the common schema. */
  public String reference() {
    return district + ".canonical.reference";
  }

  /** Consents, identities and the gate. */
  public String consents() {
    return district + ".canonical.consents";
  }

  /** What {@code apply} wrote. */
  public String settings() {
    return district + SETTINGS;
  }

  /** Counts that each task of each service keeps, for {@code status}. */
  public String status() {
    return district + ".control.status";
  }

  /** What one recipient may have. */
  public String released(String recipient) {
    return district + ".released." + Names.require("recipient", recipient);
  }

  /** Rows that could not be taken. */
  public String rejected() {
    return district + ".rejected";
  }

  /** Who got what, why, when. */
  public String disclosures() {
    return district + ".disclosures";
  }

  /** Rows of vendors' own topics, keyed by the mapping's key. Internal to normalize. */
  public String rekeyed() {
    return district + ".normalize.rekeyed";
  }

  /** From landing to identity, keyed by person. Internal to normalize. */
  public String persons() {
    return district + ".normalize.persons";
  }

  /**
   * The same for consents, so that a withdrawal does not queue behind a bulk load. Internal to
   * normalize.
   */
  public String personsConsents() {
    return district + ".normalize.persons-consents";
  }

  /** From identity to identity, keyed by person. Internal to normalize. */
  public String moves() {
    return district + ".normalize.moves";
  }

  /** The same for consents. Internal to normalize. */
  public String movesConsents() {
    return district + ".normalize.moves-consents";
  }

  /** Streams' {@code application.id} of a step: {@code normalize} or {@code consent}. */
  public String applicationId(String step) {
    return district + "." + step;
  }
}
