package io.hallpass.cli.drift;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.kafka.TopicReader;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.runtime.avro.RegistrySchemaIds;
import io.hallpass.runtime.avro.UnknownSchemaException;
import io.hallpass.runtime.avro.WireFormat;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * The columns of the last rows of a topic that a vendor writes. Names in Avro come from a schema; a
 * name in JSON stands in a row and may be anything, so it counts by how many rows have it.
 */
final class TopicColumns {
  /** Of each partition. */
  static final int LAST = 1_000;

  private static final JsonFactory JSON = new JsonFactory();

  private final TopicReader reader;
  private final RegistrySchemaIds ids;
  private final Map<String, Long> inRows = new TreeMap<>();
  private final Set<String> inSchemas = new TreeSet<>();

  TopicColumns(Endpoints endpoints) {
    this.reader = new TopicReader(endpoints);
    this.ids = new RegistrySchemaIds(endpoints.schemaRegistryUrl());
  }

  /** Looks at a topic. */
  ColumnDrift of(String topic, ResourceMapping mapping) {
    inRows.clear();
    inSchemas.clear();
    Set<Integer> schemas = new HashSet<>();
    long[] rows = {0};
    reader.last(
        topic,
        LAST,
        record -> {
          if (record.value() != null) {
            rows[0]++;
            if (!WireFormat.looksLike(record.value())) {
              json(record.value());
            } else if (schemas.add(WireFormat.schemaId(record.value()))) {
              avro(record.value());
            }
          }
        });
    if (rows[0] == 0) {
      return ColumnDrift.absent();
    }
    Set<String> often = new TreeSet<>(inSchemas);
    inRows.forEach(
        (name, count) -> {
          if (count >= CodeDrift.ENOUGH) {
            often.add(name);
          }
        });
    Set<String> seldom =
        inRows.keySet().stream().filter(name -> !often.contains(name)).collect(Collectors.toSet());
    return ColumnDrift.ofRows(mapping, often, seldom);
  }

  private void avro(byte[] value) {
    try {
      Schema schema = ids.schema(WireFormat.schemaId(value));
      if (schema.getType() == Schema.Type.RECORD) {
        schema.getFields().forEach(field -> inSchemas.add(field.name()));
      }
    } catch (UnknownSchemaException e) {
      // Its rows are rejected, which 'rejected list' says.
    }
  }

  private void json(byte[] value) {
    Set<String> names = new TreeSet<>();
    try (JsonParser parser = JSON.createParser(value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        names.add(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
    } catch (IOException e) {
      // Likewise.
    }
    names.forEach(name -> inRows.merge(name, 1L, Long::sum));
  }
}
