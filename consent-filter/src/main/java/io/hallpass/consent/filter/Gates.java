package io.hallpass.consent.filter;

import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.avro.UnknownSchemaException;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.runtime.settings.DistrictSetting;
import io.hallpass.schemas.ControlSchemas;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What every partition of normalize says about the completeness of consents. As long as one is
 * silent, or has not read a consent source to its end, or a denial waits for its student, a denial
 * may exist that the filter does not know.
 */
final class Gates {
  static final String PREFIX = "gate/";

  /** Written by {@code hallpass consent}: a source without a beginning, so always complete. */
  private static final String ALWAYS_COMPLETE = "hallpass";

  private record Said(Set<String> complete, long unmatchedDenials) {}

  private final int partitions;
  private final KeyValueStore<byte[], byte[]> store;
  private final WireFormat wire;
  private final Map<String, Said> said = new HashMap<>();

  Gates(int partitions, KeyValueStore<byte[], byte[]> store, SchemaIds ids) {
    this.partitions = partitions;
    this.store = store;
    this.wire = new WireFormat(ids);
    try (KeyValueIterator<byte[], byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<byte[], byte[]> next = all.next();
        hear(new String(next.key, StandardCharsets.UTF_8), next.value);
      }
    }
  }

  /**
   * Takes a record {@code gate/<partition>}.
   *
   * @param value null where the partition takes back what it said
   * @return false where the value cannot be read: then the partition has said nothing
   */
  boolean put(String key, byte[] value) {
    byte[] stored = key.getBytes(StandardCharsets.UTF_8);
    if (value == null) {
      store.delete(stored);
      said.remove(key);
      return true;
    }
    store.put(stored, value);
    return hear(key, value);
  }

  private boolean hear(String key, byte[] value) {
    said.remove(key);
    try {
      GenericRecord gate = wire.decode(value, ControlSchemas.GATE);
      if (!key.equals(PREFIX + gate.get("partition"))) {
        return false;
      }
      Set<String> complete = new HashSet<>();
      ((Collection<?>) gate.get("completeSources")).forEach(name -> complete.add(name.toString()));
      said.put(key, new Said(complete, (Long) gate.get("unmatchedDenials")));
      return true;
    } catch (IllegalArgumentException | UnknownSchemaException e) {
      return false;
    }
  }

  /** Whether every denial that exists is known. */
  boolean open(DistrictSetting district) {
    Set<String> sources = new HashSet<>(district.consentSources());
    sources.remove(ALWAYS_COMPLETE);
    for (int partition = 0; partition < partitions; partition++) {
      Said one = said.get(PREFIX + partition);
      if (one == null
          || !one.complete().containsAll(sources)
          || (district.holdUnmatchedDenials() && one.unmatchedDenials() != 0)) {
        return false;
      }
    }
    return true;
  }
}
