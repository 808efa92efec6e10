package io.hallpass.ingest.fileset;

/**
 * What each key of a file said first: 64-bit hashes of keys and rows in one array, without objects,
 * because a file may have millions of rows. A key takes 22 to 43 bytes, and half as much again
 * while the table grows. That two keys of a file of three million share a hash is less likely than
 * one in four million; the later one is then rejected, never taken for the other.
 */
final class KeyTable {
  private static final int FIRST_SLOTS = 1 << 12;

  /** Key and row of a slot, one after the other; a key of 0 is a free slot. */
  private long[] slots = new long[FIRST_SLOTS * 2];

  private int size;

  /**
   * Remembers a row whose key is new.
   *
   * @return false where the key was there with another row; the first one stays remembered
   */
  boolean agrees(long key, long row) {
    long stored = key == 0 ? 1 : key;
    int at = find(slots, stored);
    if (slots[at] == stored) {
      return slots[at + 1] == row;
    }
    slots[at] = stored;
    slots[at + 1] = row;
    size++;
    if (size > slots.length / 8 * 3) {
      grow();
    }
    return true;
  }

  /** Where the key is, or the free slot where it belongs. */
  private static int find(long[] slots, long key) {
    int mask = slots.length - 1;
    int at = (int) key << 1 & mask;
    while (slots[at] != 0 && slots[at] != key) {
      at = at + 2 & mask;
    }
    return at;
  }

  private void grow() {
    long[] more = new long[Math.multiplyExact(slots.length, 2)];
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i] != 0) {
        int at = find(more, slots[i]);
        more[at] = slots[i];
        more[at + 1] = slots[i + 1];
      }
    }
    slots = more;
  }
}
