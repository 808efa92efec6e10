package io.hallpass.normalize.landing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A row as flat JSON: every value text, null as null. A vendor's number or boolean is read as it is
 * written.
 */
final class FlatJson {
  private static final JsonFactory JSON = new JsonFactory();

  private FlatJson() {}

  /** The columns in their order; empty where the bytes are not one flat JSON object. */
  static Optional<Map<String, String>> read(byte[] bytes) {
    try (JsonParser parser = JSON.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      Map<String, String> columns = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String column = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == null || value.isStructStart()) {
          return Optional.empty();
        }
        columns.put(column, value == JsonToken.VALUE_NULL ? null : parser.getText());
      }
      return parser.nextToken() == null ? Optional.of(columns) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The JSON of a row. */
  static byte[] write(Map<String, String> columns) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      for (Map.Entry<String, String> column : columns.entrySet()) {
        json.writeStringField(column.getKey(), column.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
