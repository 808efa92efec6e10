package io.hallpass.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairSortTest {
  private static List<List<Long>> sorted(long[] pairs, int count) {
    PairSort.sort(pairs, count);
    return pairs(pairs, count);
  }

  private static List<List<Long>> pairs(long[] pairs, int count) {
    List<List<Long>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(List.of(pairs[i * 2], pairs[i * 2 + 1]));
    }
    return all;
  }

  @Test
  void pairsOfAnyKindAreSorted() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int count = 0; count < 300; count++) {
      long[] pairs = new long[count * 2 + 10];
      int different = 1 + random.nextInt(count + 1);
      for (int i = 0; i < pairs.length; i++) {
        pairs[i] = random.nextBoolean() ? random.nextInt(different) : random.nextLong();
      }
      List<List<Long>> expected = pairs(pairs, count);
      expected.sort(
          Comparator.<List<Long>, Long>comparing(p -> p.get(0)).thenComparing(p -> p.get(1)));

      assertThat(sorted(pairs, count)).as("seed " + seed + ", " + count).isEqualTo(expected);
    }
  }

  @Test
  void manyEqualOnesAndSortedOnesTakeNoLongerThanOthers() {
    int count = 1_000_000;
    long[] equal = new long[count * 2];
    long[] rising = new long[count * 2];
    for (int i = 0; i < count; i++) {
      rising[i * 2] = i;
    }

    PairSort.sort(equal, count);
    PairSort.sort(rising, count);

    assertThat(rising[count * 2 - 2]).isEqualTo(count - 1);
  }
}
