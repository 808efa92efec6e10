package io.hallpass.consent.filter;

import io.hallpass.consent.decision.Decider;
import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.settings.Agreement;
import io.hallpass.runtime.settings.DistrictSetting;
import io.hallpass.runtime.settings.Setting;
import io.hallpass.runtime.settings.SettingCodec;
import io.hallpass.runtime.settings.SettingsInForce;
import io.hallpass.schemas.Catalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The district and its agreements as they were last applied as a whole. One that can no longer be
 * read counts as none: without an agreement nothing is released.
 */
final class Settings {
  private final Catalogue catalogue;
  private final SettingsInForce<byte[]> inForce;
  private Optional<DistrictSetting> district = Optional.empty();
  private Decider decider;

  Settings(Catalogue catalogue, KeyValueStore<byte[], byte[]> store, SchemaIds ids) {
    this.catalogue = catalogue;
    this.inForce =
        new SettingsInForce<>(
            store,
            Function.identity(),
            Function.identity(),
            new SettingCodec(ids),
            key -> key.equals(DistrictSetting.KEY) || key.startsWith(Agreement.PREFIX));
    read();
  }

  /**
   * Takes a record of the topic.
   *
   * @return whether it changes what decisions depend on
   */
  boolean put(String key, byte[] value) {
    return changed(inForce.put(key, value));
  }

  /** Tries again what could not be read; otherwise as {@link #put}. */
  boolean retry() {
    return changed(inForce.retry());
  }

  private boolean changed(boolean change) {
    if (change) {
      read();
    }
    return change;
  }

  /** Empty until the district is known. */
  Optional<DistrictSetting> district() {
    return district;
  }

  /** When the settings were applied; empty until some were. */
  Optional<Instant> appliedAt() {
    return inForce.appliedAt();
  }

  /** The decision; without a district, of no agreements. */
  Decider decider() {
    return decider;
  }

  /** How many settings could not be read. */
  int unreadable() {
    return inForce.unreadable() + inForce.waiting();
  }

  private void read() {
    district = Optional.empty();
    List<Agreement> agreements = new ArrayList<>();
    for (Setting setting : inForce.settings().values()) {
      if (setting instanceof DistrictSetting one) {
        district = Optional.of(one);
      } else if (setting instanceof Agreement one) {
        agreements.add(one);
      }
    }
    Set<String> directory = district.map(DistrictSetting::directoryInformation).orElse(Set.of());
    decider = new Decider(catalogue, directory, district.isPresent() ? agreements : List.of());
  }
}
