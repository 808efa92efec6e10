package io.hallpass.cli.district;

import io.hallpass.cli.source.Source;
import io.hallpass.runtime.settings.DistrictSetting;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A district folder as it was read.
 *
 * @param name of the district
 * @param timeZone its local days
 * @param partitions of its topics
 * @param secret reference to the key that record ids are made with
 * @param directoryInformation {@code entity.field}s designated as directory information
 * @param consentSources sources whose consents must be complete
 * @param holdUnmatchedDenials whether an unmatched denial closes the gate
 * @param sources by name
 * @param recipients by name
 * @param codes crosswalk files of its own, name to text
 */
public record District(
    String name,
    ZoneId timeZone,
    int partitions,
    String secret,
    Set<String> directoryInformation,
    Set<String> consentSources,
    boolean holdUnmatchedDenials,
    List<Source> sources,
    List<Recipient> recipients,
    Map<String, String> codes) {

  /** The one source that registers students. */
  public Optional<Source> registrar() {
    return sources.stream().filter(Source::registersStudents).findFirst();
  }

  /** What the services must know of the district itself. */
  public DistrictSetting setting() {
    return new DistrictSetting(
        name,
        timeZone,
        secret,
        directoryInformation,
        consentSources,
        registrar().map(Source::name).orElse(""),
        holdUnmatchedDenials);
  }
}
