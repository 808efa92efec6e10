package io.hallpass.cli.remap;

import io.hallpass.normalize.identity.StoredPerson;
import io.hallpass.normalize.remap.RemapDifference;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The students of whom something would change. They are named by their {@code studentId}, which
 * Hallpass made at random and which says nothing outside of it; no vendor's id and no value leaves.
 *
 * @param students of each, the fields that would change, by entity
 * @param unknown how many more the source names whom the registrar never registered, or who stand
 *     for nobody, as several students claim them: they have no id
 * @param more how many more the source names, of whom nothing was remembered
 */
public record TouchedStudents(
    Map<String, Map<String, Set<String>>> students, long unknown, long more) {

  /**
   * Names them.
   *
   * @param difference which remembered some
   * @param persons at least those of them that there are
   */
  static TouchedStudents of(RemapDifference difference, Map<String, StoredPerson> persons) {
    Map<String, Map<String, Set<String>>> students = new TreeMap<>();
    long unknown = 0;
    for (Map.Entry<String, Map<String, Set<String>>> one : difference.touched().entrySet()) {
      Optional<UUID> student =
          Optional.ofNullable(persons.get(one.getKey())).flatMap(StoredPerson::student);
      if (student.isEmpty()) {
        unknown++;
        continue;
      }
      Map<String, Set<String>> entities =
          students.computeIfAbsent(student.get().toString(), id -> new TreeMap<>());
      one.getValue()
          .forEach(
              (entity, fields) ->
                  entities.computeIfAbsent(entity, e -> new TreeSet<>()).addAll(fields));
    }
    long more = difference.students() - difference.touched().size();
    return new TouchedStudents(students, unknown, more);
  }
}
