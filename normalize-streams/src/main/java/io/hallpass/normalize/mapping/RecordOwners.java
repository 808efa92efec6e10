package io.hallpass.normalize.mapping;

import io.hallpass.runtime.config.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses mappings in which two rows could give one record: each would overwrite, move and remove
 * what the other said. Reference data of several resources may share ids where they are one kind to
 * the vendor, as Ed-Fi's schools and agencies are: of a record nobody owns, the last word counts.
 * Two entries of one row may give the same id under conditions; whether they do shows in the row.
 */
final class RecordOwners {
  private final Map<String, List<Owner>> owners = new HashMap<>();

  /** One entry that emits records of an entity. */
  private record Owner(
      String resource, YamlNode id, Joined joined, boolean conditional, boolean ofPerson) {}

  /**
   * Takes the id of an entry, and reports there what the entry might overwrite.
   *
   * @param conditional whether the entry has a condition
   * @param ofPerson whether its records are a person's
   */
  void add(
      String entity,
      EmitReader.Resource resource,
      Compiled id,
      boolean conditional,
      boolean ofPerson) {
    if (id.joined().isEmpty()) {
      return;
    }
    Owner owner = new Owner(resource.name(), id.node(), id.joined().get(), conditional, ofPerson);
    List<Owner> before = owners.computeIfAbsent(entity, name -> new ArrayList<>());
    for (Owner other : before) {
      if (!apart(owner, other)) {
        owner.id().problem(advice(entity, owner, other));
      }
    }
    before.add(owner);
  }

  private static boolean apart(Owner one, Owner other) {
    if (one.joined().toldApart(other.joined())) {
      return true;
    }
    if (!one.resource().equals(other.resource())) {
      return !one.ofPerson() && !other.ofPerson();
    }
    boolean same = one.joined().equals(other.joined());
    return same
        ? one.conditional() && other.conditional()
        : !one.joined().sameShape(other.joined());
  }

  private static String advice(String entity, Owner one, Owner other) {
    boolean same = one.joined().equals(other.joined());
    String when = same && one.resource().equals(other.resource()) ? "each needs a when:, or " : "";
    String where =
        one.resource().equals(other.resource()) ? "" : " of resource " + other.resource();
    return "may give the same "
        + entity
        + " as the id on line "
        + other.id().line()
        + where
        + "; "
        + when
        + "the ids must begin or end with different texts, such as 'x:' + row.column";
  }
}
