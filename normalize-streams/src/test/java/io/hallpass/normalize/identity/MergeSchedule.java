package io.hallpass.normalize.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.identity.RowDiff.Emitted;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Students with ids in other systems, and records and denials under all of them, who are merged and
 * split in random orders; some are registered late. Nothing else changes, so that {@link
 * MergeWatch} can ask for more than random rows could promise.
 */
final class MergeSchedule {
  private static final int SOURCES = 2;

  private final Random random;
  private final int students;
  private final Map<Integer, List<Emitted>> rows = new LinkedHashMap<>();
  private final Map<Integer, List<Sent>> sent = new LinkedHashMap<>();
  private final History history = new History();
  private final MergeWatch watch = new MergeWatch();
  private final Observer observer;
  private final Network network;
  private long version;
  private long payload;
  private int nextRow = 1_000;
  private boolean splitting;
  private int denials;

  private MergeSchedule(long seed, List<String> trace) {
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    students = 2 + random.nextInt(3);
    observer = new Observer(history, trace);
    observer.watch(watch);
    network = new Network(SOURCES, 1 + random.nextInt(4), observer, random);
  }

  /** Runs; on failure once more, to tell what happened. */
  static void run(long seed) {
    try {
      new MergeSchedule(seed, null).run();
    } catch (AssertionError | RuntimeException failure) {
      List<String> trace = new ArrayList<>();
      try {
        new MergeSchedule(seed, trace).run();
      } catch (AssertionError | RuntimeException again) {
        // The same failure; the trace is complete up to it.
      }
      throw new AssertionError(
          failure.getMessage()
              + "\n-Dhallpass.identity.merge-seed="
              + seed
              + "\n"
              + String.join("\n", trace),
          failure);
    }
  }

  private void run() {
    for (int i = 0; i < students; i++) {
      if (random.nextInt(4) > 0) {
        register(i);
      }
      aliases(i);
    }
    int phases = 2 + random.nextInt(3);
    for (int phase = 0; phase < phases; phase++) {
      for (int left = 2 + random.nextInt(8); left > 0; ) {
        if (random.nextInt(4) == 0 || !network.deliver()) {
          change();
          left--;
        }
      }
      settle();
      splitting = false;
      compare();
    }
  }

  private void change() {
    int student = random.nextInt(students);
    switch (random.nextInt(7)) {
      case 0 -> register(student);
      case 1 -> record("attendance-event", key(student), false);
      case 2, 3 -> deny(key(student));
      case 4 -> {
        if (duplicate(student)) {
          split();
          row(20 + student, List.of());
        } else {
          deny(key(student));
        }
      }
      default -> {
        // Else a denial at another id would come to the student after its identity, by the gate.
        register(student);
        ItemId item = new ItemId("@registration", new UUID(0, 20 + student));
        int other = random.nextInt(students);
        String kept = person(other);
        if (duplicate(student) || duplicate(other) || kept(student)) {
          split();
        }
        row(
            20 + student,
            List.of(new Emitted(item, person(student), Registration.duplicateOf(kept))));
      }
    }
  }

  /** A denial that is recorded while a split runs is only his whom it names: none is under way. */
  private void split() {
    splitting = true;
    while (watch.recorded() < denials && network.deliver()) {
      // Goes on until the last one has been recorded.
    }
  }

  private void deny(String key) {
    if (!splitting) {
      record("consent", key, true);
    }
  }

  private boolean duplicate(int student) {
    return !rows.getOrDefault(20 + student, List.of()).isEmpty();
  }

  /** One who becomes a duplicate lets go of those who are merged into it. */
  private boolean kept(int student) {
    return items().stream()
        .anyMatch(
            one ->
                one.content() instanceof Registration registration
                    && person(student).equals(registration.of()));
  }

  private void register(int student) {
    ItemId item = new ItemId("@registration", new UUID(0, student));
    row(student, List.of(new Emitted(item, person(student), Registration.student())));
  }

  /** A student record names the state's id; a record under that names another. */
  private void aliases(int student) {
    ItemId item = new ItemId("student", new UUID(0, 40 + student));
    row(
        40 + student,
        List.of(new Emitted(item, person(student), record(false, "state:" + student))));
    ItemId further = new ItemId("demographics", new UUID(0, 60 + student));
    row(
        60 + student,
        List.of(new Emitted(further, "state:" + student, record(false, "lunch:" + student))));
  }

  private void record(String entity, String key, boolean denial) {
    int row = nextRow++;
    ItemId item = new ItemId(entity, new UUID(0, row));
    if (denial) {
      watch.original(item);
      denials++;
    }
    row(row, List.of(new Emitted(item, key, record(denial))));
  }

  private MappedRecord record(boolean denial, String... also) {
    byte[] value = BigInteger.valueOf(++payload).toByteArray();
    return new MappedRecord(Role.STUDENT, List.of(also), denial, value);
  }

  private void row(int row, List<Emitted> now) {
    RowDiff diff = RowDiff.between(sent.getOrDefault(row, List.of()), now, ++version, false);
    rows.put(row, now);
    sent.put(row, diff.sent());
    history.add(items());
    diff.messages().forEach(message -> network.send(row % SOURCES, message));
  }

  private List<Emitted> items() {
    return rows.values().stream().flatMap(List::stream).toList();
  }

  private String person(int student) {
    return "sis:" + student;
  }

  private String key(int student) {
    return List.of("sis:", "state:", "lunch:").get(random.nextInt(3)) + student;
  }

  private void settle() {
    for (int steps = 0; network.deliver(); steps++) {
      if (steps > 200_000) {
        throw new AssertionError("does not settle");
      }
    }
  }

  private void compare() {
    List<Emitted> all = new ArrayList<>(items());
    all.addAll(network.copies());
    Model model = new Model(all, observer.students());
    assertThat(observer.released).isEqualTo(model.released);
    assertThat(observer.identities).isEqualTo(model.identities);
    assertThat(network.counts().merged()).isEqualTo(model.merged);
    watch.settled();
  }
}
