package io.hallpass.ingest.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * The text of a value that Debezium hands out: integers and numerics in plain decimals, booleans
 * {@code true} and {@code false}, dates {@code yyyy-MM-dd}, timestamps and times in ISO 8601 (with
 * an offset only where the column has a time zone), bytes in base64, arrays and what has parts as
 * JSON.
 */
final class TextForm {
  private static final String UNAVAILABLE = "__debezium_unavailable_value";
  private static final byte[] UNAVAILABLE_BYTES = UNAVAILABLE.getBytes(StandardCharsets.UTF_8);
  private static final String UNAVAILABLE_BASE64 =
      Base64.getEncoder().encodeToString(UNAVAILABLE_BYTES);
  private static final String UNAVAILABLE_UUID =
      UUID.nameUUIDFromBytes(UNAVAILABLE_BYTES).toString();

  private TextForm() {}

  /** The text of a value; null for null. */
  static String of(Schema schema, Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      return named(schema.name(), text);
    }
    if (value instanceof Double || value instanceof Float) {
      return decimal(value.toString());
    }
    if (value instanceof byte[] || value instanceof ByteBuffer) {
      return bytes(schema, value);
    }
    if (value instanceof List<?> || value instanceof Struct || value instanceof Map<?, ?>) {
      return json(schema, value).toString();
    }
    return value.toString();
  }

  /** Whether PostgreSQL did not send the value because it is large and did not change. */
  static boolean unavailable(Object value) {
    if (value instanceof String text) {
      return text.equals(UNAVAILABLE) || text.equals(UNAVAILABLE_BASE64) || hstore(text);
    }
    if (value instanceof ByteBuffer buffer) {
      return buffer.equals(ByteBuffer.wrap(UNAVAILABLE_BYTES));
    }
    if (value instanceof byte[] bytes) {
      return Arrays.equals(bytes, UNAVAILABLE_BYTES);
    }
    return value instanceof List<?> list && unavailable(list);
  }

  private static boolean hstore(String text) {
    return text.equals("{\"" + UNAVAILABLE + "\":\"" + UNAVAILABLE + "\"}");
  }

  private static boolean unavailable(List<?> list) {
    if (list.size() == 1) {
      Object only = list.get(0);
      return UNAVAILABLE_UUID.equals(only) || only != null && unavailable(only);
    }
    if (list.size() != UNAVAILABLE_BYTES.length) {
      return false;
    }
    for (int i = 0; i < UNAVAILABLE_BYTES.length; i++) {
      if (!(list.get(i) instanceof Number n) || n.longValue() != UNAVAILABLE_BYTES[i]) {
        return false;
      }
    }
    return true;
  }

  /** Debezium's ISO texts say Z also where the column has no time zone. */
  private static String named(String type, String text) {
    if (type == null) {
      return text;
    }
    switch (type) {
      case "io.debezium.time.IsoDate":
      case "io.debezium.time.IsoTimestamp":
      case "io.debezium.time.IsoTime":
        return finite(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text);
      case "io.debezium.time.ZonedTimestamp":
        return finite(text);
      default:
        return text;
    }
  }

  /** PostgreSQL's infinite dates arrive as years of more than four digits. */
  private static String finite(String text) {
    if (text.startsWith("+")) {
      return "infinity";
    }
    return text.startsWith("-") && text.indexOf('-', 1) > 5 ? "-infinity" : text;
  }

  private static String decimal(String text) {
    char last = text.charAt(text.length() - 1);
    if (!Character.isDigit(last)) {
      return text;
    }
    BigDecimal decimal = new BigDecimal(text);
    return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
  }

  private static String bytes(Schema schema, Object value) {
    byte[] bytes = value instanceof byte[] array ? array : copy((ByteBuffer) value);
    if (!"io.debezium.data.Bits".equals(schema.name())) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    BitSet bits = BitSet.valueOf(bytes);
    String length = schema.parameters() == null ? null : schema.parameters().get("length");
    int count = length == null ? bits.length() : Integer.parseInt(length);
    StringBuilder text = new StringBuilder();
    for (int i = count - 1; i >= 0; i--) {
      text.append(bits.get(i) ? '1' : '0');
    }
    return text.toString();
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static JsonNode json(Schema schema, Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value == null) {
      return nodes.nullNode();
    }
    if (value instanceof List<?> list) {
      ArrayNode array = nodes.arrayNode();
      list.forEach(element -> array.add(json(schema.valueSchema(), element)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = nodes.objectNode();
      map.forEach(
          (key, element) -> object.set(key.toString(), json(schema.valueSchema(), element)));
      return object;
    }
    if (value instanceof Struct struct) {
      ObjectNode object = nodes.objectNode();
      for (Field field : struct.schema().fields()) {
        object.set(field.name(), json(field.schema(), struct.get(field)));
      }
      return object;
    }
    if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      return nodes.numberNode(((Number) value).longValue());
    }
    return value instanceof Boolean flag
        ? nodes.booleanNode(flag)
        : nodes.textNode(of(schema, value));
  }
}
