package io.hallpass.consent.filter;

import io.hallpass.consent.decision.Decider;
import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.avro.SchemaUnavailableException;
import io.hallpass.runtime.settings.Agreement;
import io.hallpass.runtime.settings.DistrictSetting;
import io.hallpass.runtime.settings.Setting;
import io.hallpass.runtime.settings.SettingCodec;
import io.hallpass.runtime.topics.Names;
import io.hallpass.schemas.Catalogue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The district and its agreements as the task last read them. One that cannot be read counts as
 * none: without an agreement nothing is released.
 */
final class Settings {
  private final Catalogue catalogue;
  private final KeyValueStore<byte[], byte[]> store;
  private final SettingCodec codec;
  private Optional<DistrictSetting> district = Optional.empty();
  private Decider decider;
  private int unreadable;

  Settings(Catalogue catalogue, KeyValueStore<byte[], byte[]> store, SchemaIds ids) {
    this.catalogue = catalogue;
    this.store = store;
    this.codec = new SettingCodec(ids);
    read();
  }

  /**
   * Takes a record of the topic.
   *
   * @return whether it changes what decisions depend on
   */
  boolean put(String key, byte[] value) {
    if (!key.equals(DistrictSetting.KEY) && !key.startsWith(Agreement.PREFIX)) {
      return false;
    }
    byte[] stored = key.getBytes(StandardCharsets.UTF_8);
    if (Arrays.equals(store.get(stored), value)) {
      return false;
    }
    store.put(stored, value);
    read();
    return true;
  }

  /** Empty until the district is known. */
  Optional<DistrictSetting> district() {
    return district;
  }

  /** The decision; without a district, of no agreements. */
  Decider decider() {
    return decider;
  }

  /** How many settings could not be read. */
  int unreadable() {
    return unreadable;
  }

  private void read() {
    district = Optional.empty();
    unreadable = 0;
    List<Agreement> agreements = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<byte[], byte[]> next = all.next();
        Setting setting = setting(new String(next.key, StandardCharsets.UTF_8), next.value);
        if (setting instanceof DistrictSetting one) {
          district = Optional.of(one);
        } else if (setting instanceof Agreement one && Names.valid(one.recipient())) {
          agreements.add(one);
        } else {
          unreadable++;
        }
      }
    }
    Set<String> directory = district.map(DistrictSetting::directoryInformation).orElse(Set.of());
    decider = new Decider(catalogue, directory, district.isPresent() ? agreements : List.of());
  }

  private Setting setting(String key, byte[] value) {
    try {
      return codec.decode(key, value);
    } catch (SchemaUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever is wrong with it, it is not an agreement one could act on.
      return null;
    }
  }
}
