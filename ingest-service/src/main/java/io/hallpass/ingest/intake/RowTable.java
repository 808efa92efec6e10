package io.hallpass.ingest.intake;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.LongConsumer;

/**
 * Rows by the 64-bit hash of their key, each with one long, for millions of rows: 16 bytes each in
 * sorted arrays, one for each of 64 ranges of hashes, so that none is large enough for its growth
 * to count. Not for several threads.
 */
final class RowTable {
  private static final int BUCKETS = 64;
  private static final int SHIFT = 58;
  private static final int FIRST = 16;

  /** Key and value, one after the other. */
  private final long[][] rows = new long[BUCKETS][];

  private final int[] sizes = new int[BUCKETS];
  private final int[] sorted = new int[BUCKETS];
  private final BitSet[] marked = new BitSet[BUCKETS];

  /** Adds a row that {@link #find} has not found; it is found after {@link #settle}. */
  void add(long key, long value) {
    int bucket = bucket(key);
    int at = sizes[bucket] * 2;
    if (rows[bucket] == null) {
      rows[bucket] = new long[FIRST];
    } else if (at == rows[bucket].length) {
      rows[bucket] = Arrays.copyOf(rows[bucket], Math.addExact(at, at / 4 + 2) & ~1);
    }
    rows[bucket][at] = key;
    rows[bucket][at + 1] = value;
    sizes[bucket]++;
  }

  /** Lets what was added be found. Of a key that was added twice one row stays. */
  void settle() {
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      if (sorted[bucket] < sizes[bucket]) {
        PairSort.sort(rows[bucket], sizes[bucket]);
        sizes[bucket] = distinct(rows[bucket], sizes[bucket]);
        sorted[bucket] = sizes[bucket];
      }
    }
  }

  private static int distinct(long[] pairs, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (kept == 0 || pairs[i * 2] != pairs[kept * 2 - 2]) {
        pairs[kept * 2] = pairs[i * 2];
        pairs[kept * 2 + 1] = pairs[i * 2 + 1];
        kept++;
      }
    }
    return kept;
  }

  /** Where a key is, or -1. Good until the next {@link #settle}. */
  long find(long key) {
    int bucket = bucket(key);
    long[] pairs = rows[bucket];
    int low = 0;
    int high = sorted[bucket] - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      long there = pairs[middle * 2];
      if (there == key) {
        return (long) bucket << 32 | middle;
      }
      if (there < key) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  long value(long place) {
    return rows[(int) (place >> 32)][(int) place * 2 + 1];
  }

  void value(long place, long value) {
    rows[(int) (place >> 32)][(int) place * 2 + 1] = value;
  }

  /** Marks a row; false where it was marked. */
  boolean mark(long place) {
    int bucket = (int) (place >> 32);
    if (marked[bucket] == null) {
      marked[bucket] = new BitSet(sizes[bucket]);
    }
    boolean first = !marked[bucket].get((int) place);
    marked[bucket].set((int) place);
    return first;
  }

  /** Hands over the values of all rows, or of those that were not marked. */
  void values(boolean unmarkedOnly, LongConsumer to) {
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      for (int i = 0; i < sizes[bucket]; i++) {
        boolean mark = marked[bucket] != null && marked[bucket].get(i);
        if (!unmarkedOnly || !mark) {
          to.accept(rows[bucket][i * 2 + 1]);
        }
      }
    }
  }

  private static int bucket(long key) {
    return (int) (key >>> SHIFT);
  }
}
