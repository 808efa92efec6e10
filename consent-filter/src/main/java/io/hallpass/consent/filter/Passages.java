package io.hallpass.consent.filter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The passages of a student's consents and records that were read in one of the two topics and not
 * yet in the other. They are read in no order: until both are read, records may be here without the
 * denials that came, or were, with them.
 */
final class Passages {
  private static final String COMES = "comes/";
  private static final String LEAVES = "leaves/";

  /** The number read last in each topic, by the key's end; zero where none was. */
  private record Read(long inConsents, long inRecords) {
    boolean both() {
      return inConsents == inRecords && inConsents != Identities.NONE;
    }
  }

  private final Map<String, Read> open = new TreeMap<>();

  /** Whether what follows the student's id in a key names a passage. */
  static boolean isOne(String what) {
    return what.startsWith(COMES) || what.startsWith(LEAVES);
  }

  boolean none() {
    return open.isEmpty();
  }

  /** A passage was read; {@link Identities#NONE} for a number that cannot be read. */
  void read(String what, long number, boolean inConsents) {
    Read before = open.getOrDefault(what, new Read(0, 0));
    Read now =
        inConsents ? new Read(number, before.inRecords) : new Read(before.inConsents, number);
    if (now.both()) {
      open.remove(what);
    } else {
      open.put(what, now);
    }
  }

  void decode(ByteBuffer in) {
    for (int n = in.getInt(); n > 0; n--) {
      byte[] what = new byte[in.getInt()];
      in.get(what);
      open.put(new String(what, StandardCharsets.UTF_8), new Read(in.getLong(), in.getLong()));
    }
  }

  int size() {
    int size = Integer.BYTES;
    for (String what : open.keySet()) {
      size += Integer.BYTES + what.getBytes(StandardCharsets.UTF_8).length + 2 * Long.BYTES;
    }
    return size;
  }

  void encode(ByteBuffer out) {
    out.putInt(open.size());
    open.forEach(
        (what, read) -> {
          byte[] text = what.getBytes(StandardCharsets.UTF_8);
          out.putInt(text.length).put(text).putLong(read.inConsents).putLong(read.inRecords);
        });
  }
}
