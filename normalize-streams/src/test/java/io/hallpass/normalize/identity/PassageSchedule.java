package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.RowDiff.Emitted;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Ids that go from one student to another, are claimed by two, or by nobody for a while; students
 * who are deleted and come again, are merged and split. Under the ids are records and denials, also
 * under ids that those name, and records of guardians. In whatever order the filter reads: a record
 * never goes out without the denials that are under its own id, or under the one that names it.
 * Where all students are known before anything is said of them, or the first load is over, this
 * holds for all ids that move together: those that one row names, and those that these name, also
 * where a student is new and for the record that names them. (In a first load there is the gate.)
 * What one row says in both lanes goes from person to person together.
 */
final class PassageSchedule {
  private static final int SOURCES = 2;
  private static final int PUPILS = 3;

  private final Random random;
  private final int students;
  private final int ids;
  private final boolean known;
  private final boolean late;
  private final boolean siblings;
  private final Map<Integer, List<Emitted>> rows = new LinkedHashMap<>();
  private final Map<Integer, List<Sent>> sent = new LinkedHashMap<>();
  private final Map<Integer, List<ItemId>> denials = new HashMap<>();
  private final Deque<Newcomer> newcomers = new ArrayDeque<>();
  private final History history = new History();
  private final TwoTopics topics;
  private final Network network;
  private long version;
  private long payload;
  private int nextRow = 1_000;

  /** A student who is still to come, with one row or with two. */
  private record Newcomer(int id, boolean oneRow) {}

  private PassageSchedule(long seed, List<String> trace) {
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    students = 2 + random.nextInt(random.nextInt(3) == 0 ? 4 : 2);
    ids = 1 + random.nextInt(3);
    known = random.nextInt(4) > 0;
    late = random.nextInt(4) > 0;
    siblings = (known || late) && random.nextInt(4) > 0;
    topics = new TwoTopics(random);
    Observer observer = new Observer(history, trace);
    observer.watch(topics);
    network = new Network(SOURCES, 1 + random.nextInt(4), observer, random);
  }

  /** Runs; on failure once more, to tell what happened. */
  static void run(long seed) {
    try {
      new PassageSchedule(seed, null).run();
    } catch (AssertionError | RuntimeException failure) {
      List<String> trace = new ArrayList<>();
      try {
        new PassageSchedule(seed, trace).run();
      } catch (AssertionError | RuntimeException again) {
        // The same failure; the trace is complete up to it.
      }
      throw new AssertionError(
          failure.getMessage()
              + "\n-Dhallpass.identity.passage-seed="
              + seed
              + "\n"
              + String.join("\n", trace),
          failure);
    }
  }

  private void run() {
    if (known) {
      for (int student = 0; student < students; student++) {
        register(student);
      }
      settle(true);
    }
    for (int id = 0; id < ids; id++) {
      // What is filed under the state's id names the one for lunch, and a guardian's child.
      record(40 + id, "demographics", "state:" + id, Role.STUDENT, "lunch:" + id);
      Registration guardian = Registration.guardianOf("state:" + id);
      row(60 + id, new Emitted(item("@registration", 60 + id), "g:" + id, guardian));
    }
    for (int pupil = 0; pupil < PUPILS; pupil++) {
      if (!late) {
        // In a first load there is the gate; so the row is known before it changes.
        pupil(pupil);
        settle(true);
      }
      topics.belongs(item("result", 90 + pupil), item("consent", 90 + pupil));
    }
    int phases = 2 + random.nextInt(3);
    for (int phase = 0; phase < phases; phase++) {
      for (int left = random.nextInt(3); left > 0; left--) {
        deny(random.nextInt(ids));
      }
      if (late && random.nextBoolean()) {
        announced();
      }
      // A denial that was just recorded may be read after a record that comes later; not so one
      // that is known and goes where the record goes.
      settle(true);
      for (int left = 2 + random.nextInt(8); left > 0; ) {
        if (random.nextInt(4) == 0 || !network.deliver()) {
          change();
          left--;
        }
        topics.read(false);
      }
      settle(random.nextBoolean());
    }
    settle(true);
  }

  private void change() {
    int student = random.nextInt(students);
    int id = random.nextInt(ids);
    switch (random.nextInt(17)) {
      case 0, 1 -> register(student);
      case 2 -> row(student);
      case 3, 4, 5 -> record(20 + student, "student", "sis:" + student, Role.STUDENT, names(id));
      case 6 -> record(20 + student, "student", "sis:" + student, Role.STUDENT);
      case 7 -> under("state:" + id, nextRow++, "attendance-event", Role.STUDENT, id);
      case 8 -> under("lunch:" + id, nextRow++, "attendance-event", Role.STUDENT, id);
      case 9 -> under("g:" + id, nextRow++, "guardian", Role.GUARDIAN, id);
      case 13, 14 -> pupil(random.nextInt(PUPILS));
      case 15, 16 -> newcomer();
      case 11 -> under("bus:" + id, nextRow++, "attendance-event", Role.STUDENT, id);
      case 10 -> {
        String kept = "sis:" + random.nextInt(students);
        ItemId item = item("@registration", 80 + student);
        row(80 + student, new Emitted(item, "sis:" + student, Registration.duplicateOf(kept)));
      }
      default -> row(80 + student);
    }
  }

  private String[] names(int id) {
    return siblings ? new String[] {"state:" + id, "bus:" + id} : new String[] {"state:" + id};
  }

  private void register(int student) {
    ItemId item = item("@registration", student);
    row(student, new Emitted(item, "sis:" + student, Registration.student()));
  }

  private void deny(int id) {
    int systems = siblings ? 3 : known || late ? 2 : 1;
    deny(List.of("state:", "lunch:", "bus:").get(random.nextInt(systems)) + id, id);
  }

  private void deny(String key, int id) {
    int row = nextRow++;
    ItemId item = item("consent", row);
    topics.original(item);
    denials.computeIfAbsent(id, k -> new ArrayList<>()).add(item);
    row(row, new Emitted(item, key, content(Role.STUDENT, true)));
  }

  /** A row with an opt-out, of one person and then of another; it may register him. */
  private void pupil(int pupil) {
    int row = 90 + pupil;
    topics.original(item("consent", row));
    boolean registers = pupil > 0 && random.nextBoolean();
    String key =
        switch (random.nextInt(registers ? 2 : 4)) {
          case 0 -> "sis:" + random.nextInt(students);
          case 1 -> "pupil:" + random.nextInt(2);
          case 2 -> "state:" + random.nextInt(ids);
          default -> "lunch:" + random.nextInt(ids);
        };
    List<Emitted> now = new ArrayList<>();
    now.add(new Emitted(item("result", row), key, content(Role.STUDENT, false)));
    now.add(new Emitted(item("consent", row), key, content(Role.STUDENT, true)));
    if (registers) {
      now.add(new Emitted(item("@registration", row), key, Registration.student()));
    }
    row(row, now.toArray(Emitted[]::new));
  }

  /** Denials and records of a student who is still to come, under ids that only he names. */
  private void announced() {
    int id = nextRow++;
    record(nextRow++, "demographics", "state:" + id, Role.STUDENT, "lunch:" + id);
    int row = nextRow++;
    Registration guardian = Registration.guardianOf("lunch:" + id);
    row(row, new Emitted(item("@registration", row), "g:" + id, guardian));
    List<String> keys = List.of("state:" + id, "lunch:" + id, "bus:" + id, "sis:" + id);
    for (int left = 1 + random.nextInt(2); left > 0; left--) {
      deny(keys.get(random.nextInt(4)), id);
    }
    // With two rows he may be there before the other ids are said to be his.
    boolean oneRow = random.nextBoolean();
    for (String key : keys.subList(0, oneRow ? 4 : 3)) {
      under(key, nextRow++, "attendance-event", Role.STUDENT, id);
    }
    under("g:" + id, nextRow++, "guardian", Role.GUARDIAN, id);
    newcomers.add(new Newcomer(id, oneRow));
  }

  /** He comes, with one row or with two. */
  private void newcomer() {
    if (newcomers.isEmpty()) {
      return;
    }
    Newcomer one = newcomers.poll();
    int id = one.id();
    int row = nextRow++;
    ItemId student = item("student", row);
    denials.getOrDefault(id, List.of()).forEach(denial -> topics.belongs(student, denial));
    MappedRecord names = content(Role.STUDENT, false, "state:" + id, "bus:" + id);
    Emitted named = new Emitted(student, "sis:" + id, names);
    Emitted registered =
        new Emitted(item("@registration", row), "sis:" + id, Registration.student());
    if (one.oneRow()) {
      row(row, named, registered);
    } else if (random.nextBoolean()) {
      row(row, named);
      row(nextRow++, registered);
    } else {
      row(row, registered);
      row(nextRow++, named);
    }
  }

  /** A new record; the denials under the ids that move with its own are there already. */
  private void under(String key, int row, String entity, Role role, int id) {
    if (siblings || late && id >= ids || !key.startsWith("bus:")) {
      denials
          .getOrDefault(id, List.of())
          .forEach(denial -> topics.belongs(item(entity, row), denial));
    }
    record(row, entity, key, role);
  }

  private void record(int row, String entity, String key, Role role, String... also) {
    row(row, new Emitted(item(entity, row), key, content(role, false, also)));
  }

  private MappedRecord content(Role role, boolean denial, String... also) {
    return new MappedRecord(
        role, List.of(also), denial, BigInteger.valueOf(++payload).toByteArray());
  }

  private static ItemId item(String entity, int row) {
    return new ItemId(entity, new UUID(0, row));
  }

  private void row(int row, Emitted... now) {
    RowDiff diff =
        RowDiff.between(sent.getOrDefault(row, List.of()), List.of(now), ++version, late);
    rows.put(row, List.of(now));
    sent.put(row, diff.sent());
    history.add(rows.values().stream().flatMap(List::stream).toList());
    diff.messages().forEach(message -> network.send(row % SOURCES, message));
  }

  private void settle(boolean readAll) {
    for (int steps = 0; network.deliver(); steps++) {
      topics.read(false);
      if (steps > 200_000) {
        throw new AssertionError("does not settle");
      }
    }
    if (readAll) {
      topics.read(true);
    }
  }
}
