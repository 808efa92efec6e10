package io.hallpass.ingest.fileset;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyTableTest {
  @Test
  void agreesAsAMapOfWhatEachKeySaidFirstWould() {
    long seed = new Random().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    Map<Long, Long> map = new HashMap<>();
    KeyTable table = new KeyTable();

    for (int i = 0; i < 200_000; i++) {
      // Few low bits, so that keys meet in the same slots; 1 stands for 0 too and is left out.
      long key = random.nextLong(2, 60_000) * 64;
      long row = random.nextLong(0, 2);
      boolean expected = map.computeIfAbsent(key, k -> row) == row;
      assertThat(table.agrees(key, row)).as("seed %d, row %d", seed, i).isEqualTo(expected);
    }
  }

  @Test
  void keysWhoseHashIsZeroAreRemembered() {
    KeyTable table = new KeyTable();

    assertThat(table.agrees(0, 7)).isTrue();
    assertThat(table.agrees(0, 7)).isTrue();
    assertThat(table.agrees(0, 8)).isFalse();
  }

  @Test
  void threeMillionKeysTakeLessThan150MegabytesEvenWithWhatIsThrownAway() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    KeyTable table = new KeyTable();
    SplittableRandom random = new SplittableRandom(1);
    long before = threads.getCurrentThreadAllocatedBytes();

    for (int i = 0; i < 3_000_000; i++) {
      table.agrees(random.nextLong(), i);
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(150_000_000);
  }
}
