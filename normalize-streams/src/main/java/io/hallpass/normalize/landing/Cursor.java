package io.hallpass.normalize.landing;

import io.hallpass.normalize.stream.Prefix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A long pass over the landing store that survives restarts: it is moved in bounded slices and
 * stored with the slice's other effects.
 *
 * @param kind what is done with the rows
 * @param source whose rows
 * @param resource which; empty for all of the source
 * @param position for {@link Kind#SWEEP}: rows with an older one are gone
 * @param next where to go on
 */
record Cursor(Kind kind, String source, String resource, long position, byte[] next) {
  /** What a pass does. */
  enum Kind {
    /** Removes rows that a complete snapshot did not have. */
    SWEEP,
    /** Maps again what was mapped with another version of the mapping. */
    REMAP,
    /** Removes the rows of a source that is none any more. */
    ABANDON,
    /** Takes the source's records that wait for settings. */
    RELEASE,
    /** Looks at no row: notes that a vendor has said all of a resource, once it is its turn. */
    SAID
  }

  static Cursor sweep(String source, String resource, long position) {
    return new Cursor(Kind.SWEEP, source, resource, position, RowKey.prefix(source, resource));
  }

  static Cursor said(String source, String resource, long position) {
    return new Cursor(Kind.SAID, source, resource, position, RowKey.prefix(source, resource));
  }

  /** A pass over all of the source. */
  static Cursor all(Kind kind, String source) {
    return new Cursor(kind, source, "", 0, RowKey.prefix(source));
  }

  boolean is(Kind what, String whose) {
    return kind == what && source.equals(whose);
  }

  /** Where the pass ends, exclusive. */
  byte[] end() {
    return Prefix.behind(
        kind == Kind.SWEEP ? RowKey.prefix(source, resource) : RowKey.prefix(source));
  }

  Cursor at(byte[] newNext) {
    return new Cursor(kind, source, resource, position, newNext);
  }

  static byte[] encode(List<Cursor> cursors) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(cursors.size());
      for (Cursor cursor : cursors) {
        out.writeByte(cursor.kind.ordinal());
        out.writeUTF(cursor.source);
        out.writeUTF(cursor.resource);
        out.writeLong(cursor.position);
        out.writeInt(cursor.next.length);
        out.write(cursor.next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static List<Cursor> decode(byte[] bytes) {
    List<Cursor> cursors = new ArrayList<>();
    if (bytes == null) {
      return cursors;
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        Kind kind = Kind.values()[in.readByte()];
        String source = in.readUTF();
        String resource = in.readUTF();
        long position = in.readLong();
        cursors.add(new Cursor(kind, source, resource, position, in.readNBytes(in.readInt())));
      }
      return cursors;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return kind + " of " + source + (resource.isEmpty() ? "" : "." + resource);
  }
}
