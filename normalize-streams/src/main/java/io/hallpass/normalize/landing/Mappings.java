package io.hallpass.normalize.landing;

import io.hallpass.normalize.mapping.Crosswalk;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.schemas.Catalogue;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loaded mappings of one district, shared by its tasks: to load one means to compile all its
 * expressions, which takes longer than mapping a thousand rows. Safe for several threads; mappings
 * themselves never change.
 */
public final class Mappings {
  private final Catalogue catalogue;
  private final Map<String, Loaded> bySource = new ConcurrentHashMap<>();

  private record Loaded(String yaml, Map<String, String> codes, Mapping mapping) {}

  /** None yet. */
  public Mappings(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The mapping of a source.
   *
   * @param codes the district's own crosswalk files, name to text
   * @throws io.hallpass.normalize.mapping.MappingException where it cannot be used
   */
  Mapping load(String source, String yaml, Map<String, String> codes) {
    Loaded loaded = bySource.get(source);
    if (loaded == null || !loaded.yaml().equals(yaml) || !loaded.codes().equals(codes)) {
      Map<String, Crosswalk> crosswalks = new HashMap<>(StandardMappings.crosswalks());
      codes.forEach((name, csv) -> crosswalks.put(name, Crosswalk.load(name + ".csv", csv)));
      loaded =
          new Loaded(yaml, Map.copyOf(codes), Mapping.load(source, yaml, catalogue, crosswalks));
      bySource.put(source, loaded);
    }
    return loaded.mapping();
  }
}
