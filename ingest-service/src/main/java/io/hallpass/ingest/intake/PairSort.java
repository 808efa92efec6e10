package io.hallpass.ingest.intake;

/**
 * Sorts pairs of longs in one array by the first of each, and by the second where that is equal.
 */
final class PairSort {
  private static final int FEW = 16;

  private PairSort() {}

  /** Sorts the first {@code count} pairs. */
  static void sort(long[] pairs, int count) {
    sort(pairs, 0, count - 1);
  }

  private static void sort(long[] pairs, int from, int to) {
    int low = from;
    int high = to;
    while (high - low >= FEW) {
      int middle = parted(pairs, low, high);
      // The smaller part first, so that the depth is at most the number of the array's bits.
      if (middle - low < high - middle) {
        sort(pairs, low, middle);
        low = middle + 1;
      } else {
        sort(pairs, middle + 1, high);
        high = middle;
      }
    }
    insert(pairs, low, high);
  }

  /** Hoare's: afterwards nothing up to the returned pair is larger than anything behind it. */
  private static int parted(long[] pairs, int low, int high) {
    int middle = low + high >>> 1;
    long key = pairs[middle * 2];
    long value = pairs[middle * 2 + 1];
    int i = low - 1;
    int j = high + 1;
    while (true) {
      do {
        i++;
      } while (compare(pairs, i, key, value) < 0);
      do {
        j--;
      } while (compare(pairs, j, key, value) > 0);
      if (i >= j) {
        return j;
      }
      swap(pairs, i, j);
    }
  }

  private static void insert(long[] pairs, int low, int high) {
    for (int i = low + 1; i <= high; i++) {
      for (int j = i; j > low && compare(pairs, j - 1, pairs[j * 2], pairs[j * 2 + 1]) > 0; j--) {
        swap(pairs, j - 1, j);
      }
    }
  }

  private static int compare(long[] pairs, int at, long key, long value) {
    int first = Long.compare(pairs[at * 2], key);
    return first == 0 ? Long.compare(pairs[at * 2 + 1], value) : first;
  }

  private static void swap(long[] pairs, int i, int j) {
    long key = pairs[i * 2];
    long value = pairs[i * 2 + 1];
    pairs[i * 2] = pairs[j * 2];
    pairs[i * 2 + 1] = pairs[j * 2 + 1];
    pairs[j * 2] = key;
    pairs[j * 2 + 1] = value;
  }
}
