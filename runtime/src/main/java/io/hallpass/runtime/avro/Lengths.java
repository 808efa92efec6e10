package io.hallpass.runtime.avro;

import java.nio.ByteBuffer;
import org.apache.avro.Schema;

/**
 * Walks over Avro binary (specification of Avro 1.12) without making anything of it, and looks
 * whether each length it names is there. Avro's own reader believes them and reserves the memory
 * first, so that a few bytes of a vendor could ask for gigabytes.
 */
final class Lengths {
  /** Records in records; a schema may name itself, and each level takes a piece of the stack. */
  private static final int DEPTH = 200;

  private final ByteBuffer in;
  private long elements;

  private Lengths(ByteBuffer in) {
    this.in = in;
    this.elements = in.remaining();
  }

  /**
   * Looks at one value.
   *
   * @param in from where the value begins to the end of the bytes
   * @throws IllegalArgumentException where a length is negative or larger than what is left, lists
   *     have more elements than the value has bytes, or it is nested too deeply
   * @throws java.nio.BufferUnderflowException where the bytes end before the value does
   */
  static void check(Schema schema, ByteBuffer in) {
    new Lengths(in).value(schema, 0);
  }

  private void value(Schema schema, int depth) {
    require(depth <= DEPTH);
    switch (schema.getType()) {
      case NULL -> {}
      case BOOLEAN -> skip(1);
      case INT, LONG, ENUM -> number();
      case FLOAT -> skip(Float.BYTES);
      case DOUBLE -> skip(Double.BYTES);
      case STRING, BYTES -> skip(number());
      case FIXED -> skip(schema.getFixedSize());
      case RECORD -> schema.getFields().forEach(field -> value(field.schema(), depth + 1));
      case ARRAY -> blocks(schema.getElementType(), false, depth + 1);
      case MAP -> blocks(schema.getValueType(), true, depth + 1);
      case UNION -> {
        long branch = number();
        require(branch >= 0 && branch < schema.getTypes().size());
        value(schema.getTypes().get((int) branch), depth + 1);
      }
    }
  }

  private void blocks(Schema element, boolean named, int depth) {
    for (long count = number(); count != 0; count = number()) {
      if (count < 0) {
        // The size of the block in bytes, for those who skip it.
        number();
        count = -count;
      }
      // Elements that take no bytes would have no end otherwise.
      require(count > 0 && count <= elements);
      elements -= count;
      for (long i = 0; i < count; i++) {
        if (named) {
          skip(number());
        }
        value(element, depth);
      }
    }
  }

  private void skip(long bytes) {
    require(bytes >= 0 && bytes <= in.remaining());
    in.position(in.position() + (int) bytes);
  }

  /** A number of variable length, zigzag. */
  private long number() {
    long bits = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.get();
      bits |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (bits >>> 1) ^ -(bits & 1);
      }
    }
    throw new IllegalArgumentException("a number has no end");
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("a length is none");
    }
  }
}
