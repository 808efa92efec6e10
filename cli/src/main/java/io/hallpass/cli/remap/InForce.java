package io.hallpass.cli.remap;

import io.hallpass.normalize.landing.RowMapping;
import io.hallpass.normalize.mapping.Crosswalk;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.config.References;
import io.hallpass.runtime.settings.CodesSetting;
import io.hallpass.runtime.settings.DistrictSetting;
import io.hallpass.runtime.settings.MappingSetting;
import io.hallpass.runtime.settings.Setting;
import io.hallpass.schemas.Catalogue;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The settings that the services work by, as far as they say how rows are mapped. */
final class InForce {
  private final Map<String, Setting> settings;
  private final DistrictSetting district;

  /**
   * These settings.
   *
   * @throws ConfigException where there is no district among them
   */
  InForce(Map<String, Setting> settings, String name) {
    this.settings = settings;
    if (!(settings.get(DistrictSetting.KEY) instanceof DistrictSetting found)) {
      throw new ConfigException(List.of("district '" + name + "' was never applied as a whole"));
    }
    this.district = found;
  }

  /** The sources that have a mapping. */
  Set<String> sources() {
    Set<String> sources = new TreeSet<>();
    for (Setting setting : settings.values()) {
      if (setting instanceof MappingSetting mapping) {
        sources.add(mapping.source());
      }
    }
    return sources;
  }

  /** Whether a source's rows would be mapped by these settings as by the others. */
  boolean same(String source, Map<String, Setting> others, String registrar) {
    String key = MappingSetting.PREFIX + source;
    return settings.get(key) instanceof MappingSetting ours
        && others.get(key) instanceof MappingSetting theirs
        && ours.version() == theirs.version()
        && registers(source) == registrar.equals(source);
  }

  private boolean registers(String source) {
    return district.registersStudents().equals(source);
  }

  /** How a source's rows are mapped. */
  RowMapping mapping(String source, Catalogue catalogue) {
    Map<String, Crosswalk> codes = new HashMap<>(StandardMappings.crosswalks());
    for (Setting setting : settings.values()) {
      if (setting instanceof CodesSetting own) {
        codes.put(own.name(), Crosswalk.load(own.name() + ".csv", own.csv()));
      }
    }
    MappingSetting setting = (MappingSetting) settings.get(MappingSetting.PREFIX + source);
    return new RowMapping(
        Mapping.load(source, setting.yaml(), catalogue, codes), registers(source));
  }

  /**
   * Makes the ids that the services make.
   *
   * @throws ConfigException where the secret's reference leads nowhere here
   */
  RecordIds ids() {
    String secret =
        References.ofProcess()
            .resolve(district.secret())
            .orElseThrow(
                () ->
                    new ConfigException(
                        List.of(
                            "the district's secret "
                                + district.secret()
                                + " cannot be resolved here; records are told apart by it")));
    return new RecordIds(secret.getBytes(StandardCharsets.UTF_8));
  }
}
