package io.hallpass.cli.remap;

import io.hallpass.cli.apply.Plan;
import io.hallpass.cli.district.CheckedDistrict;
import io.hallpass.cli.kafka.Districts;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.kafka.IdentityStore;
import io.hallpass.cli.kafka.LandingStore;
import io.hallpass.normalize.identity.StoredPerson;
import io.hallpass.normalize.landing.RowMapping;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.normalize.remap.RemapDifference;
import io.hallpass.runtime.topics.DistrictTopics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What would become of the rows that are kept if a folder were applied. Nothing is changed.
 *
 * @param district its name
 * @param changed what would change, by source, of those whose mapping would change
 * @param notes what cannot be foretold of them, by source
 * @param students of whom something would change, by source; empty where nobody asked for them
 * @param same sources whose mapping would not change
 * @param gone sources that the folder has no more, with the number of rows kept of them
 */
public record Remap(
    String district,
    Map<String, RemapDifference> changed,
    Map<String, List<String>> notes,
    Map<String, TouchedStudents> students,
    Set<String> same,
    Map<String, Long> gone) {

  /**
   * Looks.
   *
   * @param plan of the same folder
   * @param named how many students of each source are to be named; 0 for none
   * @throws io.hallpass.runtime.config.ConfigException where the district was never applied, or its
   *     secret cannot be resolved
   */
  public static Remap of(Endpoints endpoints, CheckedDistrict checked, Plan plan, int named) {
    String name = checked.district().name();
    DistrictTopics topics = Districts.require(endpoints, name);
    InForce inForce = new InForce(Districts.settings(endpoints, topics), name);
    String registrar = checked.district().setting().registersStudents();
    Map<String, RemapDifference> changed = new TreeMap<>();
    Map<String, List<String>> notes = new TreeMap<>();
    Map<String, Long> gone = new TreeMap<>();
    Set<String> same = new TreeSet<>();
    RecordIds ids = inForce.ids();
    for (String source : inForce.sources()) {
      Mapping mapping = checked.mappings().get(source);
      if (source.equals(Plan.BUILT_IN) || inForce.same(source, plan.settings(), registrar)) {
        same.add(source);
      } else if (mapping == null) {
        gone.put(source, 0L);
      } else {
        RowMapping before = inForce.mapping(source, checked.catalogue());
        RowMapping after = new RowMapping(mapping, registrar.equals(source));
        changed.put(source, new RemapDifference(before, after, ids, checked.catalogue(), named));
        notes.put(source, notes(before.mapping(), mapping));
      }
    }
    Set<String> read = new HashSet<>(changed.keySet());
    read.addAll(gone.keySet());
    if (!read.isEmpty()) {
      new LandingStore(endpoints, topics)
          .each(
              read,
              (row, absent) -> {
                RemapDifference difference = changed.get(row.source());
                if (difference != null) {
                  difference.add(row, absent);
                } else if (row.row().length > 0) {
                  gone.merge(row.source(), 1L, Long::sum);
                }
              });
    }
    Map<String, TouchedStudents> students =
        named == 0 ? Map.of() : students(changed, new IdentityStore(endpoints, topics));
    return new Remap(name, changed, notes, students, same, gone);
  }

  private static Map<String, TouchedStudents> students(
      Map<String, RemapDifference> changed, IdentityStore store) {
    Set<String> touched = new HashSet<>();
    changed.values().forEach(difference -> touched.addAll(difference.touched().keySet()));
    Map<String, StoredPerson> persons =
        touched.isEmpty() ? Map.of() : store.read(person -> touched.contains(person.key()));
    Map<String, TouchedStudents> students = new TreeMap<>();
    changed.forEach(
        (source, difference) -> students.put(source, TouchedStudents.of(difference, persons)));
    return students;
  }

  private static List<String> notes(Mapping before, Mapping after) {
    List<String> notes = new ArrayList<>();
    for (ResourceMapping resource : after.resources()) {
      Optional<ResourceMapping> old = before.resource(resource.name());
      if (old.isEmpty()) {
        notes.add(resource.name() + ": is new; none of its rows are kept yet");
        continue;
      }
      Set<String> added = new TreeSet<>(resource.columns());
      added.removeAll(old.get().columns());
      if (!added.isEmpty()) {
        notes.add(
            resource.name()
                + ": the columns "
                + added
                + " were not collected before; until the source sends them what is read from them is"
                + " shown as if empty, and consents as they are now");
      }
      if (!resource.key().equals(old.get().key())) {
        notes.add(
            resource.name()
                + ": has another key; its rows come again under the new one, and those kept under"
                + " the old one go with the next whole pass over the source");
      }
    }
    return notes;
  }
}
