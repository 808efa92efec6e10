package io.hallpass.normalize.landing;

import io.hallpass.runtime.topics.RawHeaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A record of a raw topic, with all that is needed to take it later. Printing it shows nothing of
 * it.
 *
 * @param kind a row or a marker
 * @param key source, resource and the topic's key, of no bytes where there is none
 * @param value null for a deletion
 * @param position the header's
 * @param time the record's own, in milliseconds
 * @param offset in its topic
 * @param unchanged columns that are not in the value because they did not change
 */
record RawRecord(
    Kind kind,
    RowKey key,
    byte[] value,
    OptionalLong position,
    long time,
    long offset,
    Set<String> unchanged) {
  private static final byte[] NONE = {};

  /** What a record is. */
  enum Kind {
    ROW,
    ROW_WITHOUT_KEY,
    COMPLETE,
    INCOMPLETE,
    NOTHING
  }

  /** A record as the topic has it. */
  static RawRecord of(String source, String resource, Record<byte[], byte[]> record, long offset) {
    byte[] key = record.key() == null ? NONE : record.key();
    return new RawRecord(
        kind(record),
        new RowKey(source, resource, key),
        record.value(),
        RawHeaders.position(record.headers()),
        record.timestamp(),
        offset,
        RawHeaders.unchanged(record.headers()));
  }

  private static Kind kind(Record<byte[], byte[]> record) {
    if (record.key() != null) {
      return Kind.ROW;
    } else if (record.value() != null) {
      return Kind.ROW_WITHOUT_KEY;
    } else if (RawHeaders.complete(record.headers())) {
      return Kind.COMPLETE;
    }
    return RawHeaders.incomplete(record.headers()) ? Kind.INCOMPLETE : Kind.NOTHING;
  }

  String source() {
    return key.source();
  }

  String resource() {
    return key.resource();
  }

  boolean row() {
    return kind == Kind.ROW || kind == Kind.ROW_WITHOUT_KEY;
  }

  /** Everything but the source. */
  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(kind.ordinal());
      out.writeUTF(key.resource());
      out.writeInt(key.key().length);
      out.write(key.key());
      out.writeBoolean(position.isPresent());
      out.writeLong(position.orElse(0));
      out.writeLong(time);
      out.writeLong(offset);
      out.writeInt(unchanged.size());
      for (String column : unchanged) {
        out.writeUTF(column);
      }
      out.writeBoolean(value != null);
      out.write(value == null ? NONE : value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static RawRecord decode(String source, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Kind kind = Kind.values()[in.readByte()];
      String resource = in.readUTF();
      RowKey key = new RowKey(source, resource, in.readNBytes(in.readInt()));
      boolean positioned = in.readBoolean();
      long position = in.readLong();
      long time = in.readLong();
      long offset = in.readLong();
      Set<String> unchanged = new TreeSet<>();
      for (int left = in.readInt(); left > 0; left--) {
        unchanged.add(in.readUTF());
      }
      byte[] value = in.readBoolean() ? in.readAllBytes() : null;
      OptionalLong at = positioned ? OptionalLong.of(position) : OptionalLong.empty();
      return new RawRecord(kind, key, value, at, time, offset, unchanged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return kind + " of " + key;
  }
}
