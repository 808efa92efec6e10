package io.hallpass.cli.spine;

import io.hallpass.cli.expected.Denials.State;
import io.hallpass.cli.expected.WarehouseRow;
import io.hallpass.schemas.Category;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.sink.table.SqlNames;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one recipient was ever sent, against what it might have been sent at that time. Records of a
 * student are handed over in the order in which they were sent.
 *
 * <p>Of a student's decisions it must be possible to say, for each record, which was the last one
 * that was followed: one that had been taken by then, none older than the one followed before, and
 * one that allows everything the record carries. A record that takes back what was there follows a
 * decision that denies it. So whatever was once seen withdrawn may come again only after somebody
 * granted it.
 */
final class History {
  /** Of one student or of what is nobody's. */
  private static final class Followed {
    private int state;
  }

  /** Of one record: the version of the vendor's row, and what the recipient has of it. */
  private static final class Sent {
    private int version;
    private Set<Category> categories = EnumSet.noneOf(Category.class);
  }

  private final List<Map<String, WarehouseRow>> versions;
  private final Set<Category> agreed;
  private final Map<Integer, Followed> followed = new HashMap<>();
  private final Map<String, Sent> sent = new HashMap<>();
  private long values;

  /**
   * The history of a recipient.
   *
   * @param versions every row the vendors' systems ever amounted to, by table and key, older ones
   *     first
   * @param agreed the categories the recipient's agreement names
   */
  History(List<Map<String, WarehouseRow>> versions, Set<Category> agreed) {
    this.versions = versions;
    this.agreed = EnumSet.copyOf(agreed);
  }

  /** How rows are found among the versions. */
  static String name(String table, String key) {
    return table + "/" + key;
  }

  /**
   * The next record.
   *
   * @param row what it carries; empty where the record is taken back
   * @param states the student's decisions; one that denies nothing where the record is nobody's
   * @throws AssertionError naming the entity, fields and position, no value
   */
  void next(
      String at,
      Entity entity,
      int student,
      String key,
      Optional<WarehouseRow> row,
      Instant time,
      List<State> states) {
    String name = name(SqlNames.table(entity.name()), key);
    Sent before = sent.computeIfAbsent(name, n -> new Sent());
    Set<Category> carried = EnumSet.noneOf(Category.class);
    row.ifPresent(r -> carried.addAll(carried(at, entity, r)));
    row.ifPresent(r -> before.version = version(at, name, r, before.version));
    Followed last = followed.computeIfAbsent(student, s -> new Followed());
    Set<Category> back = EnumSet.copyOf(before.categories);
    back.removeAll(carried);
    back.retainAll(now(name, entity));
    last.state =
        state(last.state, states, time, carried, back)
            .orElseThrow(
                () ->
                    new AssertionError(
                        at
                            + ": "
                            + entity.name()
                            + " carries "
                            + carried
                            + ", which no decision in force by then allows"));
    before.categories = carried;
  }

  private Set<Category> carried(String at, Entity entity, WarehouseRow row) {
    Set<Category> carried = categories(entity, row);
    values += row.values().size();
    if (!agreed.containsAll(carried)) {
      throw new AssertionError(
          at + ": " + entity.name() + " carries " + carried + ", agreed are " + agreed);
    }
    return carried;
  }

  /** What the vendors' systems hold of the record in the end. */
  private Set<Category> now(String name, Entity entity) {
    WarehouseRow whole = versions.get(versions.size() - 1).get(name);
    return whole == null ? Set.of() : categories(entity, whole);
  }

  private static Set<Category> categories(Entity entity, WarehouseRow row) {
    Set<Category> categories = EnumSet.of(entity.category());
    for (Field field : entity.fields()) {
      if (row.values().containsKey(SqlNames.column(field.name()))) {
        categories.add(field.category().orElseThrow());
      }
    }
    return categories;
  }

  /** The oldest version, not older than the last one, that has all these values. */
  private int version(String at, String name, WarehouseRow row, int from) {
    for (int version = from; version < versions.size(); version++) {
      WarehouseRow whole = versions.get(version).get(name);
      if (whole != null && whole.values().entrySet().containsAll(row.values().entrySet())) {
        return version;
      }
    }
    throw new AssertionError(
        at + ": " + row.table() + " has values that its source does not have: " + wrong(name, row));
  }

  private Set<String> wrong(String name, WarehouseRow row) {
    Map<String, Object> left = new HashMap<>(row.values());
    for (Map<String, WarehouseRow> version : versions) {
      if (version.containsKey(name)) {
        left.entrySet().removeAll(version.get(name).values().entrySet());
      }
    }
    return left.keySet();
  }

  /**
   * The oldest decision that may have been the last one followed. A take-back that no decision asks
   * for moves nothing: to take back too much is no harm here, and the warehouses are compared in
   * the end.
   */
  private static Optional<Integer> state(
      int from, List<State> states, Instant time, Set<Category> carried, Set<Category> back) {
    Optional<Integer> allowing = Optional.empty();
    for (int i = from; i < states.size() && !states.get(i).since().isAfter(time); i++) {
      Set<Category> denied = states.get(i).denied();
      if (carried.stream().noneMatch(denied::contains)) {
        if (back.stream().anyMatch(denied::contains)) {
          return Optional.of(i);
        }
        allowing = allowing.isEmpty() ? Optional.of(i) : allowing;
      }
    }
    return allowing;
  }

  /** How many values it has seen. */
  long values() {
    return values;
  }
}
