package io.hallpass.cli.preview;

import io.hallpass.cli.district.CheckedDistrict;
import io.hallpass.cli.district.Recipient;
import io.hallpass.cli.source.Source;
import io.hallpass.cli.source.SourceSettings;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.schemas.Entity;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A district's file sources, read and mapped as the services would, and what its recipients would
 * get of that. Nothing is written and nothing logged.
 *
 * @param district its name
 * @param today the local day for which agreements were looked at
 * @param samples what the sources gave, in their order
 * @param notRead sources that take more than files, with their kinds
 * @param recipients what each would get, by name
 */
public record Preview(
    String district,
    LocalDate today,
    List<SourceSample> samples,
    Map<String, String> notRead,
    Map<String, List<Released.Columns>> recipients) {

  /**
   * Reads.
   *
   * @param only the source to read; empty for all
   * @param limit how many records of each entity are kept
   * @throws ConfigException where a source would be held, with every reason
   */
  public static Preview of(
      CheckedDistrict checked, Optional<String> only, int limit, LocalDate today)
      throws IOException {
    List<String> names = checked.district().sources().stream().map(Source::name).toList();
    if (only.isPresent() && !names.contains(only.get())) {
      throw new ConfigException(List.of("--source: there is no such source; there are " + names));
    }
    List<SourceSample> samples = new ArrayList<>();
    Map<String, String> notRead = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (Source source : checked.district().sources()) {
      if (only.isPresent() && !only.get().equals(source.name())) {
        continue;
      }
      Mapping mapping = checked.mappings().get(source.name());
      Optional<SourceSettings.Sample> rows = source.settings().sample(source, mapping);
      if (rows.isEmpty()) {
        notRead.put(source.name(), source.kind().text());
        continue;
      }
      SourceSample sample = new SourceSample(source.name(), mapping, checked.catalogue(), limit);
      try {
        rows.get().read(sample);
        samples.add(sample);
      } catch (ConfigException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new Preview(
        checked.district().name(), today, samples, notRead, recipients(checked, samples, today));
  }

  private static Map<String, List<Released.Columns>> recipients(
      CheckedDistrict checked, List<SourceSample> samples, LocalDate today) {
    Map<Entity, Long> filled = new LinkedHashMap<>();
    for (SourceSample sample : samples) {
      for (EntitySample entity : sample.entities().values()) {
        filled.merge(entity.entity(), entity.filled(), (a, b) -> a | b);
      }
    }
    Released released = new Released(checked.district(), checked.catalogue(), today);
    Map<String, List<Released.Columns>> recipients = new TreeMap<>();
    for (Recipient recipient : checked.district().recipients()) {
      recipients.put(recipient.name(), released.of(recipient.name(), filled));
    }
    return recipients;
  }
}
