package io.hallpass.runtime.settings;

import io.hallpass.runtime.avro.SchemaUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that one task acts upon, in the task's store. What comes from the topic waits there
 * until {@link Applied} stands behind it and then takes effect as a whole, so that nothing is ever
 * decided by half of what one {@code apply} wrote. Where some of it cannot be read, all of it goes
 * on waiting, and the settings before stay in force. Not safe for use by several threads at once.
 *
 * @param <K> the keys of the store
 */
public final class SettingsInForce<K> {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsInForce.class);
  private static final String STAGED = "staged/";
  private static final byte REMOVED = 0;
  private static final byte PUT = 1;

  private final KeyValueStore<K, byte[]> store;
  private final Function<byte[], K> toKey;
  private final Function<K, byte[]> ofKey;
  private final SettingCodec codec;
  private final Predicate<String> wanted;
  private final Set<String> complained = new HashSet<>();
  private final Map<String, Setting> settings = new TreeMap<>();
  private final Set<String> unreadable = new HashSet<>();
  private int waiting;

  /**
   * What the store holds.
   *
   * @param toKey makes a key of the store from UTF-8
   * @param ofKey the inverse
   * @param wanted the keys of settings that the service acts upon; the others are not kept
   */
  public SettingsInForce(
      KeyValueStore<K, byte[]> store,
      Function<byte[], K> toKey,
      Function<K, byte[]> ofKey,
      SettingCodec codec,
      Predicate<String> wanted) {
    this.store = store;
    this.toKey = toKey;
    this.ofKey = ofKey;
    this.codec = codec;
    this.wanted = wanted;
    read();
  }

  /**
   * Takes a record of the topic.
   *
   * @param value null where the setting was removed
   * @return whether settings are in force now that differ from those before
   * @throws SchemaUnavailableException where the registry does not answer
   */
  public boolean put(String key, byte[] value) {
    if (key.equals(Applied.KEY)) {
      stage(key, value);
      return promote();
    }
    if (wanted.test(key) || !SettingCodec.knows(key)) {
      stage(key, value);
      // What waits is no longer what an apply wrote; the next one's end is still to come.
      store.delete(key(STAGED + Applied.KEY));
    }
    return false;
  }

  /**
   * Tries again what could not be read.
   *
   * @return whether settings are in force now that differ from those before
   */
  public boolean retry() {
    try {
      return promote();
    } catch (SchemaUnavailableException e) {
      // Nothing is lost: it is tried again.
      return false;
    }
  }

  /** Those that can be read, by their keys. */
  public Map<String, Setting> settings() {
    return settings;
  }

  /** When they were applied; empty where nothing was. */
  public Optional<Instant> appliedAt() {
    return settings.get(Applied.KEY) instanceof Applied applied
        ? Optional.of(applied.at())
        : Optional.empty();
  }

  /** How many settings in force can no longer be read: then they count as none. */
  public int unreadable() {
    return unreadable.size();
  }

  /** How many settings cannot be read and therefore are not in force. */
  public int waiting() {
    return waiting;
  }

  private void stage(String key, byte[] value) {
    byte[] staged = new byte[value == null ? 1 : 1 + value.length];
    staged[0] = value == null ? REMOVED : PUT;
    if (value != null) {
      System.arraycopy(value, 0, staged, 1, value.length);
    }
    store.put(key(STAGED + key), staged);
  }

  private boolean promote() {
    byte[] end = store.get(key(STAGED + Applied.KEY));
    if (end == null || end[0] == REMOVED) {
      return false;
    }
    Map<String, byte[]> staged = staged();
    Map<String, Setting> read = new HashMap<>();
    waiting = 0;
    staged.forEach(
        (key, value) -> {
          Setting setting = value == null ? null : setting(key, value);
          read.put(key, setting);
          if (value != null && setting == null) {
            waiting++;
            complain(key, "the settings that were applied before stay in force");
          }
        });
    if (waiting > 0) {
      return false;
    }
    boolean changed = false;
    for (Map.Entry<String, byte[]> one : staged.entrySet()) {
      K key = key(one.getKey());
      changed |=
          !one.getKey().equals(Applied.KEY) && !Arrays.equals(store.get(key), one.getValue());
      store.put(key, one.getValue());
      store.delete(key(STAGED + one.getKey()));
      inForce(one.getKey(), read.get(one.getKey()));
    }
    return changed;
  }

  private void inForce(String key, Setting setting) {
    unreadable.remove(key);
    if (setting == null) {
      settings.remove(key);
    } else {
      settings.put(key, setting);
    }
  }

  /** What waits, by key; null where a setting was removed. */
  private Map<String, byte[]> staged() {
    Map<String, byte[]> staged = new TreeMap<>();
    for (KeyValue<String, byte[]> one : all()) {
      if (one.key.startsWith(STAGED)) {
        byte[] value = one.value;
        staged.put(
            one.key.substring(STAGED.length()),
            value[0] == REMOVED ? null : Arrays.copyOfRange(value, 1, value.length));
      }
    }
    return staged;
  }

  private void read() {
    for (KeyValue<String, byte[]> one : all()) {
      if (one.key.startsWith(STAGED)) {
        continue;
      }
      Setting setting = setting(one.key, one.value);
      inForce(one.key, setting);
      if (setting == null) {
        unreadable.add(one.key);
        complain(one.key, "it counts as none");
      }
    }
  }

  private List<KeyValue<String, byte[]>> all() {
    List<KeyValue<String, byte[]>> all = new ArrayList<>();
    try (KeyValueIterator<K, byte[]> rest = store.all()) {
      rest.forEachRemaining(
          one ->
              all.add(
                  KeyValue.pair(
                      new String(ofKey.apply(one.key), StandardCharsets.UTF_8), one.value)));
    }
    return all;
  }

  /** Null where it cannot be read. */
  private Setting setting(String key, byte[] value) {
    try {
      Setting setting = codec.decode(key, value);
      return setting.key().equals(key) ? setting : null;
    } catch (SchemaUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever is wrong with it, it is nothing one could act on.
      return null;
    }
  }

  private void complain(String key, String then) {
    if (complained.add(key + then)) {
      LOG.error("setting {} cannot be read: {}", key, then);
    }
  }

  private K key(String text) {
    return toKey.apply(text.getBytes(StandardCharsets.UTF_8));
  }
}
