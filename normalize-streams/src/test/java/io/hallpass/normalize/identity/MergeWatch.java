package io.hallpass.normalize.identity;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Objects when a denial that was in force for a record ceases to be, although nobody changed it.
 * Not only in the order in which it was put out but in any in which the filter may read it: that
 * reads the topics of records and of consents in no order, and knows only that what follows a fence
 * in the one waits for the identity with its number in the other.
 */
class MergeWatch {
  private final Map<String, Map<ItemId, ItemId>> denials = new HashMap<>();
  private final Map<String, Set<ItemId>> records = new HashMap<>();
  private final Map<ItemId, Set<ItemId>> applied = new HashMap<>();
  private final Map<String, Set<ItemId>> atIdentity = new HashMap<>();
  private final Set<String> identities = new HashSet<>();
  private final Set<ItemId> recorded = new HashSet<>();
  private final Set<ItemId> originals = new HashSet<>();

  /** Watches nothing. */
  static final class Nothing extends MergeWatch {
    @Override
    void release(String root, ItemId item, String person, long fence) {}

    @Override
    void retract(String root, ItemId item) {}

    @Override
    void identity(String root, long fence) {}

    @Override
    void identityGone(String root) {}
  }

  /** A consent of a row; all others are copies. */
  void original(ItemId item) {
    originals.add(item);
  }

  /** How many of them have ever been in force. */
  long recorded() {
    return recorded.size();
  }

  void release(String root, ItemId item, String person, long fence) {
    if (originals.contains(item)) {
      recorded.add(item);
    }
    if (item.consent()) {
      ItemId denial =
          originals.contains(item)
              ? item
              : new Denial(item.recordId(), 0, new byte[0]).item(person);
      denials.computeIfAbsent(root, key -> new HashMap<>()).put(item, denial);
      records.getOrDefault(root, Set.of()).forEach(record -> applied.get(record).add(denial));
      return;
    }
    Set<ItemId> mine = applied.computeIfAbsent(item, key -> new HashSet<>());
    if (atIdentity.containsKey(root + fence)) {
      require(atIdentity.get(root + fence), mine, item, root);
    }
    if (identities.contains(root)) {
      require(inForce(root), mine, item, root);
    }
    mine.addAll(inForce(root));
    records.computeIfAbsent(root, key -> new HashSet<>()).add(item);
  }

  void retract(String root, ItemId item) {
    if (item.consent()) {
      denials.get(root).remove(item);
    } else {
      records.get(root).remove(item);
    }
  }

  void identity(String root, long fence) {
    atIdentity.put(root + fence, inForce(root));
    identities.add(root);
    records
        .getOrDefault(root, Set.of())
        .forEach(item -> require(inForce(root), applied.get(item), item, root));
  }

  /** The filter releases nothing of the student until the next identity. */
  void identityGone(String root) {
    identities.remove(root);
  }

  /** Nothing is under way: what was denied of a record still is. */
  void settled() {
    records.forEach(
        (root, items) -> {
          if (identities.contains(root)) {
            items.forEach(item -> require(inForce(root), applied.get(item), item, root));
          }
        });
  }

  private Set<ItemId> inForce(String root) {
    return new HashSet<>(denials.getOrDefault(root, Map.of()).values());
  }

  private static void require(Set<ItemId> inForce, Set<ItemId> denied, ItemId item, String root) {
    Set<String> missing = new TreeSet<>();
    denied.stream()
        .filter(denial -> !inForce.contains(denial))
        .forEach(denial -> missing.add(denial.toString()));
    if (!missing.isEmpty()) {
      throw new AssertionError(item + " is under " + root + " without " + missing);
    }
  }
}
