package io.hallpass.consent.mask;

import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.schemas.FieldType;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Withholds fields of records that one schema wrote, without decoding them. The schema's fields are
 * matched by name to today's catalogue: a field the catalogue does not know is always withheld, and
 * one whose category has changed follows the catalogue. What is withheld becomes null, keys and all
 * else are copied as they are, and the result is of the same schema.
 */
public final class RecordMask {
  private static final int UNKNOWN = 0;
  private static final byte NULL = 0;
  private static final byte PRESENT = 2;
  private static final int ID = 36;

  private final int schemaId;
  private final FieldType[] types;

  /** What each field of the writer is in the catalogue: its bit, or {@link #UNKNOWN}. */
  private final long[] bits;

  private final boolean[] keys;
  private final boolean[] keyInFront;

  /**
   * @param schemaId of the writer
   * @param writer the schema the records were written with
   * @param entity what the records are today
   * @throws UnreadableException where the writer is another entity's schema, or has a field that
   *     cannot be withheld
   */
  public RecordMask(int schemaId, Schema writer, Entity entity) {
    if (!writer.getFullName().equals(entity.schema().getFullName())
        || writer.getType() != Schema.Type.RECORD) {
      throw new UnreadableException("the schema is not one of the entity");
    }
    this.schemaId = schemaId;
    int n = writer.getFields().size();
    this.types = new FieldType[n];
    this.bits = new long[n];
    this.keys = new boolean[n];
    this.keyInFront = new boolean[n];
    for (Schema.Field field : writer.getFields()) {
      int i = field.pos();
      Field known = entity.field(field.name()).orElse(null);
      keys[i] = known != null && known.key();
      keyInFront[i] = keys[i] && known.name().equals("studentId");
      bits[i] = known == null ? UNKNOWN : known.bit();
      types[i] = type(field.schema(), keys[i]);
    }
  }

  private static FieldType type(Schema schema, boolean key) {
    try {
      if (key) {
        return FieldType.of(schema);
      }
      if (schema.getType() == Schema.Type.UNION) {
        List<Schema> branches = schema.getTypes();
        if (branches.size() == 2 && branches.get(0).getType() == Schema.Type.NULL) {
          return FieldType.of(branches.get(1));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("a field has a type the vocabulary does not know");
    }
    throw new UnreadableException("a field cannot be withheld");
  }

  /**
   * The value with everything withheld but the keys and {@code released}.
   *
   * @param value in the wire format, of this mask's schema
   * @param released bits of {@link Field#bit()}; keys need not be among them
   * @return {@code value} itself where there was nothing to withhold
   * @throws UnreadableException where the bytes are not what the schema says, whatever is released
   */
  public byte[] apply(byte[] value, long released) {
    require(value);
    byte[] out = null;
    int length = 0;
    int copied = 0;
    int at = WireFormat.HEADER;
    for (int i = 0; i < types.length; i++) {
      if (keys[i]) {
        at = Walk.over(types[i], value, at);
        continue;
      }
      int behind = field(i, value, at);
      if ((bits[i] & released) == 0 && behind > at + 1) {
        out = out == null ? new byte[value.length] : out;
        System.arraycopy(value, copied, out, length, at - copied);
        length += at - copied;
        out[length++] = NULL;
        copied = behind;
      }
      at = behind;
    }
    requireEnd(value, at);
    if (out == null) {
      return value;
    }
    System.arraycopy(value, copied, out, length, at - copied);
    return Arrays.copyOf(out, length + at - copied);
  }

  /**
   * Walks over a value; what passes here passes the other methods too.
   *
   * @throws UnreadableException where the bytes are not what the schema says
   */
  public void check(byte[] value) {
    require(value);
    int at = WireFormat.HEADER;
    for (int i = 0; i < types.length; i++) {
      at = keys[i] ? Walk.over(types[i], value, at) : field(i, value, at);
    }
    requireEnd(value, at);
  }

  /**
   * Whether the keys that stand in front of the record are the ones in its topic key. A record
   * under another key could not be taken back by it.
   *
   * @param value in the wire format, of this mask's schema
   * @param topicKey begins with the student's id, where there is one, and ends with the record's
   */
  public boolean keyedBy(byte[] value, byte[] topicKey) {
    int at = WireFormat.HEADER;
    for (int i = 0; i < types.length && keys[i]; i++) {
      int behind = Walk.over(types[i], value, at);
      int from = keyInFront[i] ? 0 : topicKey.length - ID;
      if (behind - at != ID + 1
          || from < 0
          || topicKey.length < ID
          || !Arrays.equals(value, at + 1, behind, topicKey, from, from + ID)) {
        return false;
      }
      at = behind;
    }
    return true;
  }

  /**
   * A record of the fields {@code released} of one value and the fields {@code heldBack} of an
   * earlier one, where they do not overlap.
   *
   * @param value in the wire format; its keys are the result's
   * @param earlier of the same record and the same schema
   * @throws UnreadableException where the bytes of one are not what the schema says
   */
  public byte[] splice(byte[] value, long released, byte[] earlier, long heldBack) {
    int[] here = starts(value);
    int[] there = starts(earlier);
    byte[] out = new byte[value.length + earlier.length];
    System.arraycopy(value, 0, out, 0, WireFormat.HEADER);
    int length = WireFormat.HEADER;
    for (int i = 0; i < types.length; i++) {
      boolean mine = keys[i] || (bits[i] & released) != 0;
      if (!mine && (bits[i] & heldBack) == 0) {
        out[length++] = NULL;
        continue;
      }
      int[] starts = mine ? here : there;
      int size = starts[i + 1] - starts[i];
      System.arraycopy(mine ? value : earlier, starts[i], out, length, size);
      length += size;
    }
    return Arrays.copyOf(out, length);
  }

  private int[] starts(byte[] value) {
    require(value);
    int[] starts = new int[types.length + 1];
    int at = WireFormat.HEADER;
    for (int i = 0; i < types.length; i++) {
      starts[i] = at;
      at = keys[i] ? Walk.over(types[i], value, at) : field(i, value, at);
    }
    starts[types.length] = at;
    requireEnd(value, at);
    return starts;
  }

  private int field(int i, byte[] value, int at) {
    if (at >= value.length) {
      throw new UnreadableException("the record ends too early");
    }
    if (value[at] == NULL) {
      return at + 1;
    }
    if (value[at] != PRESENT) {
      throw new UnreadableException("a field is neither null nor a value");
    }
    return Walk.over(types[i], value, at + 1);
  }

  private void require(byte[] value) {
    if (!WireFormat.looksLike(value) || WireFormat.schemaId(value) != schemaId) {
      throw new UnreadableException("not a value of this schema");
    }
  }

  private static void requireEnd(byte[] value, int at) {
    if (at != value.length) {
      throw new UnreadableException("the record is longer than its schema says");
    }
  }
}
