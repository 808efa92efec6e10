package io.hallpass.sink.copy;

import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.avro.UnknownSchemaException;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.sink.table.Table;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes released values as rows of a table, whatever version of the schema they were written with.
 * Not safe for use by several threads at once.
 */
public final class RowWriter {
  private final Table table;
  private final SchemaIds schemas;
  private final Map<Integer, RowPlan> plans = new HashMap<>();
  private int latestId;
  private RowPlan latest;

  public RowWriter(Table table, SchemaIds schemas) {
    this.table = table;
    this.schemas = schemas;
  }

  /**
   * Appends a row to {@code out}.
   *
   * @param value in the wire format
   * @throws UnfitRecordException where the value cannot become a row
   * @throws io.hallpass.runtime.avro.SchemaUnavailableException where the registry does not answer
   */
  public void write(RowKey key, byte[] value, CopyBuffer out) {
    if (!WireFormat.looksLike(value)) {
      throw new UnfitRecordException(
          "the value of a " + table.entity().name() + " is not in the Avro wire format");
    }
    plan(WireFormat.schemaId(value)).write(key, value, WireFormat.HEADER, out);
  }

  private RowPlan plan(int id) {
    if (latest == null || latestId != id) {
      latest = plans.computeIfAbsent(id, this::work);
      latestId = id;
    }
    return latest;
  }

  private RowPlan work(int id) {
    try {
      return RowPlan.of(schemas.schema(id), table);
    } catch (UnknownSchemaException e) {
      throw new UnfitRecordException("the registry knows no schema with id " + id);
    }
  }
}
