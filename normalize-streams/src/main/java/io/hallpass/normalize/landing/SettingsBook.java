package io.hallpass.normalize.landing;

import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.MappingException;
import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.config.References;
import io.hallpass.runtime.settings.Agreement;
import io.hallpass.runtime.settings.CodesSetting;
import io.hallpass.runtime.settings.DistrictSetting;
import io.hallpass.runtime.settings.MappingSetting;
import io.hallpass.runtime.settings.Setting;
import io.hallpass.runtime.settings.SettingCodec;
import io.hallpass.runtime.settings.SettingsInForce;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one task knows of its district's settings as they were last applied as a whole, with
 * mappings loaded. A mapping that cannot be loaded, or a secret that cannot be read, leaves its
 * sources without a mapping: their rows wait in the landing store.
 */
final class SettingsBook {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsBook.class);

  private final Mappings loader;
  private final References references;
  private final SettingsInForce<Bytes> inForce;
  private final Map<String, Setting> settings = new TreeMap<>();
  private final Map<String, ActiveMapping> active = new HashMap<>();
  private final Set<String> complained = new HashSet<>();
  private RecordIds ids;
  private boolean dirty = true;

  SettingsBook(
      Mappings loader,
      References references,
      KeyValueStore<Bytes, byte[]> store,
      SchemaIds schemaIds) {
    this.loader = loader;
    this.references = references;
    this.inForce =
        new SettingsInForce<>(
            store,
            Bytes::wrap,
            Bytes::get,
            new SettingCodec(schemaIds),
            key -> SettingCodec.knows(key) && !key.startsWith(Agreement.PREFIX));
    inForce.retry();
    read();
  }

  /** Takes a record of the topic; {@code value} is null where the setting was removed. */
  void put(String key, byte[] value) {
    if (inForce.put(key, value)) {
      read();
    }
  }

  private void read() {
    settings.clear();
    // A mapping without the codes it needs could map wrongly; without all, its rows wait.
    if (inForce.unreadable() == 0) {
      settings.putAll(inForce.settings());
    }
    dirty = true;
  }

  /** The district's setting, once it was seen. */
  Optional<DistrictSetting> district() {
    return Optional.ofNullable((DistrictSetting) settings.get(DistrictSetting.KEY));
  }

  /** Whether a mapping of this source is among the settings, usable or not. */
  boolean knows(String source) {
    return settings.containsKey(MappingSetting.PREFIX + source);
  }

  /** How the source's rows are keyed, known even where its mapping cannot be loaded. */
  boolean vendorKeyed(String source) {
    return settings.get(MappingSetting.PREFIX + source) instanceof MappingSetting mapping
        && mapping.kind().equals(MappingSetting.KAFKA_TOPIC);
  }

  /** The source's mapping, if it has one that can be used. */
  Optional<ActiveMapping> mapping(String source) {
    refresh();
    return Optional.ofNullable(active.get(source));
  }

  /** All mappings that can be used, by source. */
  Map<String, ActiveMapping> mappings() {
    refresh();
    return Map.copyOf(active);
  }

  /** Makes record ids; there wherever a mapping is. */
  RecordIds ids() {
    return ids;
  }

  /** Looks again for what was missing: a secret, or how to read a setting. */
  void retry() {
    if (inForce.retry()) {
      read();
    }
    dirty |= ids == null;
  }

  private void refresh() {
    if (!dirty) {
      return;
    }
    dirty = false;
    active.clear();
    ids = district().flatMap(this::recordIds).orElse(null);
    if (ids == null) {
      return;
    }
    String registrar = district().orElseThrow().registersStudents();
    Map<String, String> codes = codes();
    for (Setting setting : settings.values()) {
      if (setting instanceof MappingSetting mapping) {
        load(mapping, codes, mapping.source().equals(registrar));
      }
    }
  }

  private Optional<RecordIds> recordIds(DistrictSetting district) {
    try {
      Optional<String> secret = references.resolve(district.secret());
      if (secret.isPresent()) {
        return Optional.of(new RecordIds(secret.get().getBytes(StandardCharsets.UTF_8)));
      }
      complain(
          "secret",
          "the secret of district " + named(district) + " cannot be read here; nothing is mapped");
    } catch (IllegalArgumentException e) {
      complain(
          "secret",
          "the secret of district "
              + named(district)
              + " has less than 16 characters; nothing is mapped");
    }
    return Optional.empty();
  }

  /** With the variable's name; whoever wrote the secret itself there does not find it in a log. */
  private static String named(DistrictSetting district) {
    String secret = district.secret();
    return References.isReference(secret) ? district.name() + ", " + secret + "," : district.name();
  }

  private Map<String, String> codes() {
    Map<String, String> codes = new TreeMap<>();
    for (Setting setting : settings.values()) {
      if (setting instanceof CodesSetting code) {
        codes.put(code.name(), code.csv());
      }
    }
    return codes;
  }

  private void load(MappingSetting setting, Map<String, String> codes, boolean registrar) {
    try {
      Mapping mapping = loader.load(setting.source(), setting.yaml(), codes);
      long version = setting.version() * 2 + (registrar ? 1 : 0);
      boolean vendorKeyed = setting.kind().equals(MappingSetting.KAFKA_TOPIC);
      active.put(
          setting.source(),
          new ActiveMapping(
              mapping, version == Mark.UNMAPPED ? 1 : version, registrar, vendorKeyed));
    } catch (MappingException e) {
      complain(
          setting.toString(),
          "the mapping of source " + setting.source() + " cannot be used; its rows wait");
    }
  }

  private void complain(String about, String line) {
    if (complained.add(about)) {
      LOG.error("{}", line);
    }
  }
}
