package io.hallpass.normalize.landing;

import io.hallpass.normalize.identity.ItemId;
import io.hallpass.normalize.identity.Sent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The large part of a landed row: the row as collected, and what it last said. Together they let a
 * mended mapping run again without asking the vendor. Printing it shows nothing of the row.
 *
 * @param row the collected row, flat JSON; empty where the row is gone
 * @param sent what was emitted to persons
 * @param references what was emitted as reference data
 * @param withholds whether a denial or a revocation is among what was emitted; such a row outlives
 *     its absence
 * @param reuse whether its key was another row's before
 */
record LandedRow(
    byte[] row, List<Sent> sent, List<ItemId> references, boolean withholds, Reuse reuse) {
  private static final int WITHHOLDS = 1;
  private static final int REUSED = 2;
  private static final byte[] NO_ROW = {};

  LandedRow {
    sent = List.copyOf(sent);
    references = List.copyOf(references);
  }

  static LandedRow empty() {
    return new LandedRow(NO_ROW, List.of(), List.of(), false, Reuse.NEVER);
  }

  LandedRow withRow(byte[] newRow) {
    return new LandedRow(newRow, sent, references, withholds, reuse);
  }

  LandedRow with(Reuse newReuse) {
    return new LandedRow(row, sent, references, withholds, newReuse);
  }

  /** The same row, which says something else. */
  LandedRow saying(List<Sent> newSent, List<ItemId> newReferences, boolean withholdsNow) {
    return new LandedRow(row, newSent, newReferences, withholdsNow, reuse);
  }

  /** Whether nothing of what the row said holds any more. */
  boolean silent() {
    return references.isEmpty() && sent.stream().noneMatch(Sent::live);
  }

  byte[] encode() {
    byte[] items = sent.isEmpty() ? NO_ROW : Sent.encode(sent);
    boolean reused = reuse.since() > 0 || reuse.open();
    int length = 2 * Integer.BYTES + 1 + items.length + row.length;
    length += reused ? Long.BYTES + Integer.BYTES + reuse.earlier().length : 0;
    List<byte[]> names = new ArrayList<>(references.size());
    for (ItemId reference : references) {
      byte[] name = reference.entity().getBytes(StandardCharsets.UTF_8);
      names.add(name);
      length += 1 + name.length + 2 * Long.BYTES;
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    out.put((byte) ((withholds ? WITHHOLDS : 0) | (reused ? REUSED : 0)));
    if (reused) {
      out.putLong(reuse.since()).putInt(reuse.earlier().length).put(reuse.earlier());
    }
    out.putInt(items.length).put(items).putInt(references.size());
    for (int i = 0; i < names.size(); i++) {
      UUID id = references.get(i).recordId();
      out.put((byte) names.get(i).length).put(names.get(i));
      out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
    return out.put(row).array();
  }

  static LandedRow decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte flags = in.get();
    Reuse reuse = Reuse.NEVER;
    if ((flags & REUSED) != 0) {
      reuse = new Reuse(in.getLong(), take(in, in.getInt()));
    }
    byte[] items = take(in, in.getInt());
    int count = in.getInt();
    List<ItemId> references = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String entity = new String(take(in, in.get()), StandardCharsets.UTF_8);
      references.add(new ItemId(entity, new UUID(in.getLong(), in.getLong())));
    }
    List<Sent> sent = items.length == 0 ? List.of() : Sent.decode(items);
    boolean withholds = (flags & WITHHOLDS) != 0;
    return new LandedRow(take(in, in.remaining()), sent, references, withholds, reuse);
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  @Override
  public String toString() {
    return "landed row with " + sent.size() + " items and " + references.size() + " references";
  }
}
