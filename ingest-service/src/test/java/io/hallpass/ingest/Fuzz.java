package io.hallpass.ingest;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assertions;

/**
 * Many cases, each of which can be run again by itself: {@code -Dhallpass.fuzz.seed} and the number
 * of the case are in the message of whatever goes wrong.
 */
public final class Fuzz {
  /** Spreads the cases of one seed over all seeds: those of the next seed are others. */
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  /** Of all cases together; a hundred times what they take. */
  private static final Duration MOST_TIME = Duration.ofMinutes(20);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Fuzz() {}

  /** One case. */
  public interface Case {
    /** Runs it; what came of it, in a word or two. */
    String run(int number, Random random) throws Exception;
  }

  /**
   * Runs cases.
   *
   * @param mostBytes that one may allocate
   * @return how often each result came
   */
  public static Map<String, Integer> run(String what, int cases, long mostBytes, Case each) {
    long seed = Long.getLong("hallpass.fuzz.seed", System.nanoTime());
    AtomicInteger at = new AtomicInteger();
    Map<String, Integer> results =
        Assertions.assertTimeoutPreemptively(
            MOST_TIME,
            () -> all(seed, at, cases, mostBytes, each),
            () -> "it hangs: " + name(seed, at.get()));
    System.out.println(cases + " " + what + ", seed " + seed + ": " + results);
    return results;
  }

  private static Map<String, Integer> all(
      long seed, AtomicInteger at, int cases, long mostBytes, Case each) {
    Map<String, Integer> results = new TreeMap<>();
    for (int i = 0; i < cases; i++) {
      at.set(i);
      try {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        results.merge(each.run(i, new Random(seed ^ i * SPREAD)), 1, Integer::sum);
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (bytes > mostBytes) {
          throw new AssertionError("it took " + bytes + " bytes");
        }
      } catch (Exception | AssertionError e) {
        throw new AssertionError(name(seed, i), e);
      }
    }
    return results;
  }

  private static String name(long seed, int number) {
    return "-Dhallpass.fuzz.seed=" + seed + ", case " + number;
  }
}
