package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.RowDiff.Emitted;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What must be released in the end, from the rows alone. A student is named by the person key that
 * is registered.
 */
final class Model {
  final Map<String, String> released = new TreeMap<>();
  final Set<String> identities = new TreeSet<>();
  final Set<ItemId> waitingDenials = new TreeSet<>((a, b) -> a.recordId().compareTo(b.recordId()));
  long waiting;
  long conflicts;
  long registered;
  long merged;
  long mergesWaiting;
  private final Map<String, Set<String>> claims = new TreeMap<>();
  private final Map<String, Set<String>> children = new TreeMap<>();
  private final Set<String> staff = new TreeSet<>();
  private final Map<String, Set<String>> candidates = new TreeMap<>();

  /**
   * From the rows, and from two things that the past decides: who was ever a student, and which
   * denials were copied when students were split.
   */
  Model(Collection<Emitted> items, Set<String> everStudents) {
    this(items, everStudents, Map.of());
  }

  /**
   * @param stillMerged duplicates, and in whom, that are none any more and whose split waits until
   *     the student is in conflict no longer
   */
  Model(Collection<Emitted> items, Set<String> everStudents, Map<String, String> stillMerged) {
    Set<String> roots = new TreeSet<>();
    Map<String, Set<String>> duplicates = new TreeMap<>();
    for (Emitted item : items) {
      if (item.content() instanceof MappedRecord mapped && mapped.role() == Role.STUDENT) {
        claims.computeIfAbsent(item.person(), key -> new TreeSet<>()).addAll(mapped.also());
      } else if (item.content() instanceof Registration registration) {
        switch (registration.role()) {
          case STUDENT -> roots.add(item.person());
          case STAFF -> staff.add(item.person());
          case GUARDIAN ->
              children.computeIfAbsent(item.person(), k -> new TreeSet<>()).add(registration.of());
          case DUPLICATE -> {
            if (!registration.of().equals(item.person())) {
              duplicates
                  .computeIfAbsent(item.person(), k -> new TreeSet<>())
                  .add(registration.of());
            }
          }
        }
      }
    }
    registered = roots.size();
    stillMerged.forEach((duplicate, kept) -> duplicates.put(duplicate, Set.of(kept)));
    merge(duplicates, everStudents, roots, stillMerged);
    roots.forEach(this::spread);
    for (String kept : new TreeSet<>(stillMerged.values())) {
      if (candidates.getOrDefault(kept, Set.of()).size() < 2) {
        throw new AssertionError("a split waits for no reason");
      }
      mergesWaiting += duplicates.containsKey(kept) ? 0 : 1;
    }
    conflicts = candidates.values().stream().filter(found -> found.size() > 1).count();
    roots.stream().filter(root -> students(root).contains(root)).forEach(identities::add);
    items.forEach(this::release);
  }

  /** One who ever was a student is merged into one who was, too, and is no duplicate itself. */
  private void merge(
      Map<String, Set<String>> duplicates,
      Set<String> everStudents,
      Set<String> roots,
      Map<String, String> stillMerged) {
    Set<String> alsoRoots = new TreeSet<>();
    duplicates.forEach(
        (duplicate, of) -> {
          String kept = of.iterator().next();
          boolean waits =
              duplicates.containsKey(kept)
                  || stillMerged.containsValue(duplicate)
                  || !everStudents.containsAll(Set.of(kept, duplicate));
          if (waits && !stillMerged.containsKey(duplicate)) {
            mergesWaiting++;
            return;
          }
          merged++;
          claims.computeIfAbsent(kept, key -> new TreeSet<>()).add(duplicate);
          if (roots.remove(duplicate)) {
            alsoRoots.add(kept);
          }
        });
    roots.addAll(alsoRoots);
  }

  private void spread(String root) {
    Deque<String> next = new ArrayDeque<>(Set.of(root));
    while (!next.isEmpty()) {
      String key = next.pop();
      if (candidates.computeIfAbsent(key, k -> new TreeSet<>()).add(root)) {
        next.addAll(claims.getOrDefault(key, Set.of()));
      }
    }
  }

  private Set<String> students(String key) {
    Set<String> found = candidates.getOrDefault(key, Set.of());
    return found.size() == 1 ? found : Set.of();
  }

  private void release(Emitted emitted) {
    if (!(emitted.content() instanceof MappedRecord mapped)) {
      return;
    }
    Set<String> owners = new TreeSet<>();
    switch (mapped.role()) {
      case STUDENT -> owners.addAll(students(emitted.person()));
      case STAFF -> owners.addAll(staff.contains(emitted.person()) ? Set.of("-") : Set.of());
      case GUARDIAN ->
          children
              .getOrDefault(emitted.person(), Set.of())
              .forEach(child -> owners.addAll(students(child)));
    }
    owners.forEach(
        owner -> released.put(line(owner, emitted.item()), Observer.text(mapped.payload())));
    if (owners.isEmpty()) {
      waiting++;
      if (mapped.withholds()) {
        waitingDenials.add(emitted.item());
      }
    }
  }

  static String line(String owner, ItemId item) {
    return owner + " " + item.entity() + " " + item.recordId().getLeastSignificantBits();
  }
}
