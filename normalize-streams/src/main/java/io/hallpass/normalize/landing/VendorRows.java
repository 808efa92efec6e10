package io.hallpass.normalize.landing;

import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.avro.UnknownSchemaException;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.runtime.topics.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * Reads rows that a vendor publishes itself, JSON or Avro, told apart by the first byte, and gives
 * them the key their mapping asks for. Only columns the mapping names are kept.
 */
final class VendorRows {
  private final SchemaIds ids;
  private final WireFormat wire;

  VendorRows(SchemaIds ids) {
    this.ids = ids;
    this.wire = new WireFormat(ids);
  }

  /** What became of a vendor's record. */
  sealed interface Result {
    /** A row, or with a null value its deletion. */
    record Keyed(byte[] key, byte[] row) implements Result {}

    /** It could not be read; {@code field} is a column's name or null. */
    record Unreadable(ErrorCode code, String field) implements Result {}
  }

  /**
   * Reads one record.
   *
   * @param key the vendor's key; looked at only where there is no value
   */
  Result read(byte[] key, byte[] value, ResourceMapping mapping) {
    byte[] from = value == null ? key : value;
    if (from == null) {
      return new Result.Unreadable(ErrorCode.MISSING_KEY, null);
    }
    Optional<Map<String, String>> columns;
    try {
      List<String> wanted = value == null ? mapping.key() : mapping.columns();
      columns =
          WireFormat.looksLike(from) ? avro(from, wanted) : json(from, value == null, mapping);
    } catch (UnknownSchemaException e) {
      return new Result.Unreadable(ErrorCode.UNKNOWN_SCHEMA, null);
    } catch (UnfitException e) {
      return new Result.Unreadable(ErrorCode.INVALID_VALUE, e.column);
    } catch (IllegalArgumentException e) {
      return new Result.Unreadable(ErrorCode.UNREADABLE_VALUE, null);
    }
    return columns
        .map(found -> keyed(found, value == null, mapping))
        .orElseGet(() -> new Result.Unreadable(ErrorCode.UNREADABLE_VALUE, null));
  }

  private static Result keyed(
      Map<String, String> columns, boolean deleted, ResourceMapping mapping) {
    Map<String, String> keyColumns = new LinkedHashMap<>();
    for (String column : mapping.key()) {
      String text = columns.get(column);
      if (text == null || text.isBlank()) {
        return new Result.Unreadable(ErrorCode.MISSING_KEY, column);
      }
      keyColumns.put(column, text);
    }
    byte[] newKey = FlatJson.write(keyColumns);
    if (deleted) {
      return new Result.Keyed(newKey, null);
    }
    Map<String, String> kept = new LinkedHashMap<>();
    for (String column : mapping.columns()) {
      kept.put(column, columns.get(column));
    }
    return new Result.Keyed(newKey, FlatJson.write(kept));
  }

  /** A deletion's key may also be the bare text of a single key column. */
  private static Optional<Map<String, String>> json(
      byte[] bytes, boolean key, ResourceMapping mapping) {
    Optional<Map<String, String>> flat = FlatJson.read(bytes);
    if (flat.isEmpty() && key && mapping.key().size() == 1) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      return Optional.of(Map.of(mapping.key().get(0), text));
    }
    return flat;
  }

  /** Columns that nobody maps are not looked at, whatever they hold. */
  private Optional<Map<String, String>> avro(byte[] bytes, List<String> wanted)
      throws UnfitException {
    if (ids.schema(WireFormat.schemaId(bytes)).getType() != Schema.Type.RECORD) {
      return Optional.empty();
    }
    GenericRecord record = wire.decode(bytes);
    Map<String, String> columns = new LinkedHashMap<>();
    for (String column : wanted) {
      Schema.Field field = record.getSchema().getField(column);
      Object value = field == null ? null : record.get(field.pos());
      if (value != null) {
        columns.put(
            column,
            AvroText.of(field.schema(), value).orElseThrow(() -> new UnfitException(column)));
      }
    }
    return Optional.of(columns);
  }

  /** A column that a mapping names holds what no text can say. */
  private static final class UnfitException extends Exception {
    private final String column;

    private UnfitException(String column) {
      super(column, null, false, false);
      this.column = column;
    }
  }
}
