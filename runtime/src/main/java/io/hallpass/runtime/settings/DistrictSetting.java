package io.hallpass.runtime.settings;

import java.time.ZoneId;
import java.util.Set;

/**
 * A district.
 *
 * @param name first part of all its topics
 * @param timeZone in whose days agreements and consents begin and end
 * @param secret a reference to the key that record ids are made with, never the key
 * @param directoryInformation {@code entity.field}s the district designated (34 CFR 99.37)
 * @param consentSources sources whose consents must be complete before an opt-out basis releases
 * @param registersStudents the one source that registers students
 * @param holdUnmatchedDenials whether an unmatched denial closes the gate
 */
public record DistrictSetting(
    String name,
    ZoneId timeZone,
    String secret,
    Set<String> directoryInformation,
    Set<String> consentSources,
    String registersStudents,
    boolean holdUnmatchedDenials)
    implements Setting {
  /** The one key of this kind. */
  public static final String KEY = "district";

  public DistrictSetting {
    directoryInformation = Set.copyOf(directoryInformation);
    consentSources = Set.copyOf(consentSources);
  }

  @Override
  public String key() {
    return KEY;
  }
}
