package io.hallpass.consent.mask;

import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.avro.UnknownSchemaException;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.schemas.Entity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The masks of all schemas met, each compiled once. Not safe for use by several threads at once.
 */
public final class Masks {
  private final SchemaIds ids;
  private final Map<Integer, Map<String, RecordMask>> masks = new HashMap<>();
  private final Set<Integer> unknown = new HashSet<>();

  public Masks(SchemaIds ids) {
    this.ids = ids;
  }

  /**
   * The mask for a value.
   *
   * @param value in the wire format
   * @throws UnreadableException where it is not, where the registry knows no such schema, or where
   *     it is not one that records of this entity can have
   * @throws io.hallpass.runtime.avro.SchemaUnavailableException where the registry does not answer
   */
  public RecordMask of(byte[] value, Entity entity) {
    if (!WireFormat.looksLike(value)) {
      throw new UnreadableException("not in the wire format");
    }
    int id = WireFormat.schemaId(value);
    Map<String, RecordMask> known = masks.computeIfAbsent(id, key -> new HashMap<>());
    RecordMask mask = known.get(entity.name());
    if (mask == null) {
      mask = compiled(id, entity);
      known.put(entity.name(), mask);
    }
    return mask;
  }

  private RecordMask compiled(int id, Entity entity) {
    if (unknown.contains(id)) {
      throw new UnreadableException("the registry knows no such schema");
    }
    try {
      return new RecordMask(id, ids.schema(id), entity);
    } catch (UnknownSchemaException e) {
      unknown.add(id);
      throw new UnreadableException("the registry knows no such schema");
    }
  }

  /** Asks the registry again for schemas it did not know. */
  public void forgetUnknown() {
    unknown.clear();
  }
}
