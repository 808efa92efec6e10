package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.RowDiff.Emitted;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Rows that come, change in any way a vendor may think of, go and come again; and stage 1, which
 * tells of it.
 */
final class RandomRows {
  private static final List<String> ENTITIES =
      List.of("student", "consent", "guardian", "staff", "registration", "attendance-event");

  private final Random random;
  private final int people;
  private final List<List<Sent>> sent = new ArrayList<>();
  private final List<List<Emitted>> rows = new ArrayList<>();
  private final int[] weights = new int[ENTITIES.size()];
  private final long[] versions;
  private long changes;

  RandomRows(Random random, int rows, int people, int partitions) {
    this.random = random;
    this.people = people;
    this.versions = new long[partitions];
    for (int i = 0; i < rows; i++) {
      this.rows.add(List.of());
      sent.add(List.of());
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(4);
    }
    weights[random.nextBoolean() ? 0 : 1] = 3;
    weights[4] = 4;
  }

  int partition(int row) {
    return row % versions.length;
  }

  List<Emitted> items() {
    return rows.stream().flatMap(List::stream).toList();
  }

  int size() {
    return rows.size();
  }

  /** Changes some row, and says which. */
  int change() {
    int row = random.nextInt(rows.size());
    List<Emitted> now = new ArrayList<>();
    List<Emitted> before = rows.get(row);
    if (before.isEmpty() || random.nextInt(5) == 0) {
      if (before.isEmpty() || random.nextBoolean()) {
        for (int slot = 0; slot < ENTITIES.size() && now.size() < 3; slot++) {
          if (random.nextInt(10) < weights[slot] || weights[slot] == 4 && random.nextInt(5) < 2) {
            now.add(fresh(row, slot));
          }
        }
      }
    } else {
      before.forEach(item -> now.add(random.nextInt(3) == 0 ? item : altered(item)));
    }
    rows.set(row, now);
    return row;
  }

  void delete(int row) {
    rows.set(row, List.of());
  }

  /** What stage 1 sends about the row. */
  List<Message> messages(int row) {
    RowDiff diff =
        RowDiff.between(
            Sent.decode(Sent.encode(sent.get(row))),
            rows.get(row),
            ++versions[partition(row)],
            random.nextBoolean());
    sent.set(row, diff.sent());
    return diff.messages();
  }

  /** Stage 1 may forget what is gone once nothing is under way. */
  void forget() {
    sent.replaceAll(all -> all.stream().filter(Sent::live).toList());
  }

  private Emitted fresh(int row, int slot) {
    ItemId item = new ItemId(ENTITIES.get(slot), new UUID(slot, row));
    return new Emitted(item, person(), content(item));
  }

  private Emitted altered(Emitted was) {
    ItemId item = was.item();
    String person = random.nextInt(3) == 0 ? was.person() : person();
    Content content = was.content();
    if (random.nextInt(3) > 0) {
      content = content(item);
    } else if (content instanceof MappedRecord mapped && random.nextBoolean()) {
      content = new MappedRecord(mapped.role(), also(), mapped.withholds(), mapped.payload());
    }
    return new Emitted(item, person, content);
  }

  private Content content(ItemId item) {
    byte[] payload = BigInteger.valueOf(++changes).toByteArray();
    return switch (item.entity()) {
      case "registration" -> registration();
      case "guardian" -> new MappedRecord(Role.GUARDIAN, List.of(), false, payload);
      case "staff" -> new MappedRecord(Role.STAFF, List.of(), false, payload);
      case "consent" -> new MappedRecord(Role.STUDENT, also(), random.nextBoolean(), payload);
      default -> new MappedRecord(Role.STUDENT, also(), false, payload);
    };
  }

  private Registration registration() {
    int kind = random.nextInt(13);
    if (kind >= 10) {
      return Registration.duplicateOf(person());
    }
    if (kind < 7 || weights[2] + weights[3] == 0) {
      return Registration.student();
    }
    return kind < 9 && weights[2] > 0 ? Registration.guardianOf(person()) : Registration.staff();
  }

  private List<String> also() {
    List<String> also = new ArrayList<>();
    while (random.nextInt(5) < 2) {
      also.add(person());
    }
    return also;
  }

  private String person() {
    return "sis:" + (char) ('a' + random.nextInt(people));
  }
}
