package io.hallpass.runtime.avro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Ids for work without a registry: previews, topology tests, measurements. Ids are given on first
 * sight, from 1.
 */
public final class InMemorySchemaIds implements SchemaIds {
  private final Map<Schema, Integer> ids = new HashMap<>();
  private final List<Schema> schemas = new ArrayList<>();

  @Override
  public synchronized int idOf(Schema schema) {
    return ids.computeIfAbsent(
        schema,
        s -> {
          schemas.add(s);
          return schemas.size();
        });
  }

  @Override
  public synchronized Schema schema(int id) {
    if (id < 1 || id > schemas.size()) {
      throw new UnknownSchemaException(id);
    }
    return schemas.get(id - 1);
  }
}
