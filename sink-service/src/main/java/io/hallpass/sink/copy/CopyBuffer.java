package io.hallpass.sink.copy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of PostgreSQL's binary {@code COPY} format, growing as needed. Big-endian throughout. */
public final class CopyBuffer {
  /** Stands for the length of a null. */
  public static final int NULL = -1;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final byte[] SIGNATURE =
      "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

  private byte[] bytes;
  private int size;

  public CopyBuffer(int capacity) {
    this.bytes = new byte[capacity];
  }

  /** What stands in front of the first row. */
  public void header() {
    put(SIGNATURE, 0, SIGNATURE.length);
    putInt(0);
    putInt(0);
  }

  /** What stands behind the last row. */
  public void trailer() {
    putShort(-1);
  }

  public void putByte(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  public void putShort(int value) {
    room(2);
    bytes[size++] = (byte) (value >>> 8);
    bytes[size++] = (byte) value;
  }

  public void putInt(int value) {
    room(4);
    setInt(size, value);
    size += 4;
  }

  public void putLong(long value) {
    room(8);
    LONGS.set(bytes, size, value);
    size += 8;
  }

  public void put(byte[] source, int at, int length) {
    room(length);
    System.arraycopy(source, at, bytes, size, length);
    size += length;
  }

  /**
   * A length and then the text. PostgreSQL cannot store U+0000 in text, so it is left out.
   *
   * @param source UTF-8
   */
  public void putText(byte[] source, int at, int length) {
    putInt(length);
    int start = size;
    put(source, at, length);
    for (int i = start; i < size; i++) {
      if (bytes[i] == 0) {
        squeeze(start, i);
        return;
      }
    }
  }

  private void squeeze(int start, int firstZero) {
    int to = firstZero;
    for (int from = firstZero; from < size; from++) {
      if (bytes[from] != 0) {
        bytes[to++] = bytes[from];
      }
    }
    size = to;
    setInt(start - 4, size - start);
  }

  /** Overwrites four bytes that were put earlier. */
  void setInt(int at, int value) {
    INTS.set(bytes, at, value);
  }

  /** Forgets everything behind this many bytes. */
  void cutTo(int length) {
    size = length;
  }

  /** How many bytes there are. */
  public int size() {
    return size;
  }

  /** The bytes, from 0 to {@link #size()}; valid until the next put. */
  public byte[] array() {
    return bytes;
  }

  /** Empties it. */
  public void clear() {
    size = 0;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
