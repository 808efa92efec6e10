package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.RowDiff.Emitted;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything any row ever said: a release that not even all of it together justifies has no reason.
 */
final class History {
  private final Map<String, Set<String>> claims = new HashMap<>();
  private final Map<String, Set<String>> children = new HashMap<>();
  private final Set<String> roots = new HashSet<>();

  void add(List<Emitted> items) {
    for (Emitted item : items) {
      if (item.content() instanceof MappedRecord mapped) {
        claims.computeIfAbsent(item.person(), key -> new HashSet<>()).addAll(mapped.also());
      } else if (item.content() instanceof Registration registration) {
        if (registration.role() == Role.STUDENT) {
          roots.add(item.person());
        } else if (registration.role() == Role.GUARDIAN) {
          children.computeIfAbsent(item.person(), k -> new HashSet<>()).add(registration.of());
        } else if (registration.role() == Role.DUPLICATE) {
          claims.computeIfAbsent(registration.of(), k -> new HashSet<>()).add(item.person());
        }
      }
    }
  }

  boolean couldBeChild(String guardian, String root) {
    return children.getOrDefault(guardian, Set.of()).stream().anyMatch(c -> couldBe(c, root));
  }

  boolean couldBe(String key, String root) {
    if (!roots.contains(root)) {
      return false;
    }
    Set<String> seen = new HashSet<>(Set.of(root));
    Deque<String> next = new ArrayDeque<>(seen);
    while (!seen.contains(key) && !next.isEmpty()) {
      for (String alias : claims.getOrDefault(next.pop(), Set.of())) {
        if (seen.add(alias)) {
          next.add(alias);
        }
      }
    }
    return seen.contains(key);
  }
}
