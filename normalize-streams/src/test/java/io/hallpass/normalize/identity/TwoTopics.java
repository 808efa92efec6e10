package io.hallpass.normalize.identity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * The topics of consents and of records, as they are written, and readers who read them as the
 * filter does: each topic in its order, the two in none. A reader objects when a record can go out
 * while a denial that belongs to it is not in force. No gate is taken into account: it does not
 * close where a district only wants a report, or where a denial was dismissed.
 */
final class TwoTopics {
  /** What a reader does with one record of a topic. */
  private interface Step {
    String at(Reader reader);
  }

  private final List<Step> consents = new ArrayList<>();
  private final List<Step> records = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();
  private final Map<ItemId, Set<ItemId>> pairs = new HashMap<>();
  private final Set<ItemId> originals = new HashSet<>();

  /** Readers of all kinds, from one who reads all consents first to one who reads them last. */
  TwoTopics(Random random) {
    for (double leaning : new double[] {1, 0, 0.5, random.nextDouble(), random.nextDouble()}) {
      readers.add(new Reader(leaning, new Random(random.nextLong())));
    }
  }

  /** A denial of a row; all others are copies. */
  void original(ItemId denial) {
    originals.add(denial);
  }

  /** Wherever the record is, the denial is too, and it was there first. */
  void belongs(ItemId record, ItemId denial) {
    pairs.computeIfAbsent(record, key -> new HashSet<>()).add(denial);
  }

  /** The denial is going to be deleted. */
  void withdrawn(ItemId denial) {
    pairs.values().forEach(denials -> denials.remove(denial));
  }

  void put(String root, ItemId item, String person, boolean there) {
    if (item.consent()) {
      // Mixed with its keeper's name a copy's id is the first denial's.
      ItemId first =
          originals.contains(item)
              ? item
              : new Denial(item.recordId(), 0, new byte[0]).item(person);
      consents.add(
          reader -> {
            Map<ItemId, ItemId> his = reader.student(root).denials;
            return there ? set(root, his.put(item, first)) : set(root, his.remove(item));
          });
    } else {
      records.add(
          reader -> {
            Set<ItemId> his = reader.student(root).records;
            return set(root, there ? his.add(item) : his.remove(item));
          });
    }
  }

  private static String set(String root, Object before) {
    return root;
  }

  void identity(String root, long fence) {
    consents.add(
        reader -> {
          reader.student(root).known = true;
          reader.student(root).opened = fence;
          return root;
        });
  }

  void identityGone(String root) {
    consents.add(
        reader -> {
          reader.student(root).known = false;
          return root;
        });
  }

  void fence(String root, long fence) {
    records.add(
        reader -> {
          reader.student(root).fence = fence;
          return root;
        });
  }

  void passage(String root, String name, long number, boolean inConsents) {
    (inConsents ? consents : records)
        .add(
            reader -> {
              Map<String, Long> read = inConsents ? reader.inConsents : reader.inRecords;
              read.put(root + name, number);
              reader.student(root).passages.add(root + name);
              return root;
            });
  }

  /** Lets every reader read some more; as a whole, where nothing more is coming for now. */
  void read(boolean all) {
    readers.forEach(reader -> reader.read(all));
  }

  private static final class Student {
    private final Map<ItemId, ItemId> denials = new HashMap<>();
    private final Set<ItemId> records = new HashSet<>();
    private final Set<String> passages = new HashSet<>();
    private boolean known;
    private long fence;
    private long opened;
  }

  private final class Reader {
    private final double leaning;
    private final Random random;
    private final Map<String, Student> students = new HashMap<>();
    private final Map<String, Long> inConsents = new HashMap<>();
    private final Map<String, Long> inRecords = new HashMap<>();
    private int consentsRead;
    private int recordsRead;

    Reader(double leaning, Random random) {
      this.leaning = leaning;
      this.random = random;
    }

    Student student(String root) {
      return students.computeIfAbsent(root, key -> new Student());
    }

    void read(boolean all) {
      int most = all ? Integer.MAX_VALUE : random.nextInt(8);
      for (int i = 0;
          i < most && (more(consents, consentsRead) || more(records, recordsRead));
          i++) {
        boolean consent =
            more(consents, consentsRead)
                && (!more(records, recordsRead) || random.nextDouble() < leaning);
        // Who leans to one side wholly reads the other only when nothing more is coming.
        if (!all && (consent ? leaning == 0 : leaning == 1)) {
          return;
        }
        Step next = consent ? consents.get(consentsRead++) : records.get(recordsRead++);
        check(next.at(this));
      }
      if (all) {
        students.forEach(
            (root, student) -> {
              if (student.known && closed(student)) {
                throw new AssertionError(root + " stays closed for good");
              }
            });
      }
    }

    private static boolean more(List<Step> topic, int read) {
      return read < topic.size();
    }

    private boolean closed(Student student) {
      return student.fence > student.opened
          || student.passages.stream()
              .anyMatch(name -> !Objects.equals(inConsents.get(name), inRecords.get(name)));
    }

    private void check(String root) {
      Student student = student(root);
      if (!student.known || closed(student)) {
        return;
      }
      for (ItemId record : student.records) {
        for (ItemId denial : pairs.getOrDefault(record, Set.of())) {
          if (!student.denials.containsValue(denial)) {
            throw new AssertionError(
                record + " goes out under " + root + " without " + denial + ", leaning " + leaning);
          }
        }
      }
    }
  }
}
