package io.hallpass.cli.district;

import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.runtime.config.Problems;
import io.hallpass.schemas.Catalogue;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A district folder that was read and held against the vocabulary.
 *
 * @param district as read
 * @param mappings loaded, by source
 * @param catalogue the vocabulary
 */
public record CheckedDistrict(
    District district, Map<String, Mapping> mappings, Catalogue catalogue) {

  /**
   * Reads and checks; null where there is no district to speak of. Use it only where {@code
   * problems} stays empty.
   */
  public static CheckedDistrict read(Path dir, Problems problems) {
    Catalogue catalogue = Catalogue.load();
    Optional<District> district = DistrictReader.read(dir, problems);
    return district
        .map(d -> new CheckedDistrict(d, DistrictCheck.check(d, catalogue, problems), catalogue))
        .orElse(null);
  }

  /**
   * Reads and checks.
   *
   * @throws io.hallpass.runtime.config.ConfigException with every problem
   */
  public static CheckedDistrict require(Path dir) {
    Problems problems = new Problems();
    CheckedDistrict checked = read(dir, problems);
    problems.throwIfAny();
    return checked;
  }
}
