package io.hallpass.runtime.topics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Headers of raw topics. They hold positions and names of columns, never a value. */
public final class RawHeaders {
  /**
   * Where in its source the row stood: a file-set number, an LSN or a time; a big-endian long.
   * Later is larger. Of a vendor's own record without it, the record's time is the position.
   */
  public static final String POSITION = "hallpass.position";

  /**
   * Present on markers, which have neither key nor value; its value is {@value #COMPLETE} or
   * {@value #INCOMPLETE}.
   */
  public static final String MARKER = "hallpass.marker";

  /**
   * The snapshot of this resource up to this position was read whole: rows with an older position
   * are gone.
   */
  public static final String COMPLETE = "complete";

  /**
   * The snapshot of this resource up to this position was read to its end, but rows of it could not
   * be taken: nothing is gone, and what it says of consents is not all that was said.
   */
  public static final String INCOMPLETE = "incomplete";

  /** Columns the source left out because they did not change (TOAST), with commas between. */
  public static final String UNCHANGED = "hallpass.unchanged";

  /**
   * Present on a row that was put on its topic again: where it stood first, {@code
   * topic-partition@offset}.
   */
  public static final String REPLAYED = "hallpass.replayed";

  private RawHeaders() {}

  /** The bytes of a position. */
  public static byte[] position(long position) {
    return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
  }

  /** The position a record carries, if it carries a readable one. */
  public static OptionalLong position(Headers headers) {
    Header header = headers.lastHeader(POSITION);
    if (header == null || header.value() == null || header.value().length != Long.BYTES) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(ByteBuffer.wrap(header.value()).getLong());
  }

  /** Whether this record is the end marker of a complete snapshot. */
  public static boolean complete(Headers headers) {
    return marks(headers, COMPLETE);
  }

  /** Whether this record is the end marker of a snapshot of which rows were rejected. */
  public static boolean incomplete(Headers headers) {
    return marks(headers, INCOMPLETE);
  }

  private static boolean marks(Headers headers, String what) {
    Header header = headers.lastHeader(MARKER);
    return header != null
        && Arrays.equals(header.value(), what.getBytes(StandardCharsets.US_ASCII));
  }

  /** The columns that did not change. */
  public static Set<String> unchanged(Headers headers) {
    Header header = headers.lastHeader(UNCHANGED);
    if (header == null || header.value() == null || header.value().length == 0) {
      return Set.of();
    }
    return Arrays.stream(new String(header.value(), StandardCharsets.UTF_8).split(","))
        .collect(Collectors.toSet());
  }
}
