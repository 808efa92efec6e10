package io.hallpass.runtime.avro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Confluent's wire format: a zero byte, the schema's id as four bytes, then Avro binary. Not safe
 * for use by several threads at once.
 */
public final class WireFormat {
  /** Bytes in front of the Avro binary. */
  public static final int HEADER = 5;

  private final SchemaIds ids;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
  private BinaryEncoder encoder;

  public WireFormat(SchemaIds ids) {
    this.ids = ids;
  }

  /** Whether these bytes look like the wire format. */
  public static boolean looksLike(byte[] value) {
    return value != null && value.length >= HEADER && value[0] == 0;
  }

  /**
   * The id of the schema a value was written with.
   *
   * @throws IllegalArgumentException where the bytes are not in the wire format
   */
  public static int schemaId(byte[] value) {
    if (!looksLike(value)) {
      throw new IllegalArgumentException("not in the wire format: first byte or length is wrong");
    }
    return ByteBuffer.wrap(value, 1, 4).getInt();
  }

  /** A value's bytes. */
  public byte[] encode(GenericRecord value) {
    buffer.reset();
    buffer.write(0);
    buffer.writeBytes(ByteBuffer.allocate(4).putInt(ids.idOf(value.getSchema())).array());
    encoder = EncoderFactory.get().directBinaryEncoder(buffer, encoder);
    try {
      new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.toByteArray();
  }

  /**
   * The value, in the schema it was written with.
   *
   * @throws UnknownSchemaException where its schema is not known
   * @throws IllegalArgumentException where the bytes are not what their schema says; the message
   *     holds no value
   */
  public GenericRecord decode(byte[] value) {
    Schema writer = ids.schema(schemaId(value));
    return decode(value, writer, writer);
  }

  /** The value, resolved to {@code reader}. */
  public GenericRecord decode(byte[] value, Schema reader) {
    return decode(value, ids.schema(schemaId(value)), reader);
  }

  private static GenericRecord decode(byte[] value, Schema writer, Schema reader) {
    try {
      Lengths.check(writer, ByteBuffer.wrap(value, HEADER, value.length - HEADER));
      return new GenericDatumReader<GenericRecord>(writer, reader)
          .read(
              null, DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null));
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | BufferUnderflowException
        | IllegalArgumentException e) {
      throw new IllegalArgumentException("bytes are not a " + writer.getFullName());
    }
  }
}
