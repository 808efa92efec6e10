package io.hallpass.normalize.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.identity.RowDiff.Emitted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** One random history of rows and one random order of everything, all from a seed. */
final class Schedule {
  private static final int SOURCES = 2;

  private final Random random;
  private final RandomRows rows;
  private final History history = new History();
  private final Observer observer;
  private final Network network;
  private final Map<ItemId, Long> dismissed = new HashMap<>();
  private final int patience;

  private Schedule(long seed, List<String> trace) {
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    boolean small = random.nextInt(10) > 0;
    rows =
        new RandomRows(
            random, 1 + random.nextInt(small ? 6 : 20), 1 + random.nextInt(small ? 5 : 9), SOURCES);
    observer = new Observer(history, trace);
    network = new Network(SOURCES, 1 + random.nextInt(3), observer, random);
    patience = 1 + random.nextInt(6);
  }

  /** Runs; on failure once more, to tell what happened. */
  static void run(long seed) {
    try {
      new Schedule(seed, null).run();
    } catch (AssertionError | RuntimeException failure) {
      List<String> trace = new ArrayList<>();
      try {
        new Schedule(seed, trace).run();
      } catch (AssertionError | RuntimeException again) {
        // The same failure; the trace is complete up to it.
      }
      throw new AssertionError(
          failure.getMessage()
              + "\n-Dhallpass.identity.seed="
              + seed
              + "\n"
              + String.join(
                  "\n",
                  trace.size() > 300 ? trace.subList(trace.size() - 300, trace.size()) : trace),
          failure);
    }
  }

  private void run() {
    int phases = 1 + random.nextInt(3);
    for (int phase = 0; phase < phases; phase++) {
      int events = 3 + random.nextInt(random.nextInt(20) == 0 ? 120 : 20);
      while (events > 0) {
        if (random.nextInt(patience + 1) == 0 || !step()) {
          change(rows.change());
          events--;
        }
      }
      settle();
      compare();
      dismissSome();
      if (random.nextBoolean()) {
        rows.forget();
      }
    }
    nothingStays();
  }

  private void change(int row) {
    history.add(rows.items());
    rows.messages(row).forEach(message -> network.send(rows.partition(row), message));
  }

  private boolean step() {
    if (!network.deliver()) {
      return false;
    }
    if (network.counts().unmatchedDenials() < observer.denialsOutOfForce()) {
      throw new AssertionError("a denial neither in force nor counted");
    }
    return true;
  }

  private void settle() {
    for (int steps = 0; step(); steps++) {
      if (steps > 200_000) {
        throw new AssertionError("does not settle");
      }
    }
  }

  private void compare() {
    List<Emitted> items = new ArrayList<>(rows.items());
    items.addAll(network.copies());
    Model model = new Model(items, observer.students(), network.stillMerged());
    assertThat(observer.released).isEqualTo(model.released);
    assertThat(observer.identities).isEqualTo(model.identities);
    Counts counts = network.counts();
    assertThat(counts.waiting()).as("waiting").isEqualTo(model.waiting);
    assertThat(counts.conflicts()).as("conflicts").isEqualTo(model.conflicts);
    assertThat(network.conflicts()).as("listed conflicts").isEqualTo(model.conflicts);
    assertThat(counts.registered()).as("registered").isEqualTo(model.registered);
    assertThat(counts.merged()).as("merged").isEqualTo(model.merged);
    assertThat(counts.mergesWaiting()).as("merges that wait").isEqualTo(model.mergesWaiting);
    List<UnmatchedDenial> listed = network.unmatchedDenials();
    assertThat(counts.unmatchedDenials()).as("unmatched denials").isEqualTo(listed.size());
    Set<ItemId> missing = new HashSet<>(model.waitingDenials);
    for (UnmatchedDenial denial : listed) {
      assertThat(missing.remove(denial.item())).as("a denial listed rightly").isTrue();
    }
    assertThat(dismissed.keySet()).as("dismissed denials").containsAll(missing);
  }

  private void dismissSome() {
    List<UnmatchedDenial> listed = network.unmatchedDenials();
    for (UnmatchedDenial denial : listed) {
      if (random.nextInt(3) == 0) {
        dismissed.put(denial.item(), denial.version());
        observer.dismissed(denial.item());
        network.send(0, new Message.Dismiss(denial.person(), denial.item(), denial.version()));
      }
    }
    if (random.nextBoolean()) {
      settle();
      compare();
    }
  }

  private void nothingStays() {
    for (int row = 0; row < rows.size(); row++) {
      rows.delete(row);
      change(row);
    }
    settle();
    compare();
    assertThat(observer.released).isEmpty();
    assertThat(network.counts().waiting()).isEqualTo(network.copies().size());
    for (TreeStore store : network.stores) {
      for (byte[] key : store.entries.keySet()) {
        boolean head = key[0] > 0 && key.length == key[0] + 2 && key[key.length - 1] == 0;
        boolean counts = key[0] == 0 && (key[1] < 3 || key[1] == 4);
        boolean copy = key[0] > 0 && key[key[0] + 1] == StoreKeys.CONSENT;
        assertThat(head || counts || copy)
            .as("an entry of kind %s stays", key[key[0] + 1])
            .isTrue();
      }
    }
  }
}
