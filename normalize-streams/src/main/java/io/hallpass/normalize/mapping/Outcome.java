package io.hallpass.normalize.mapping;

import io.hallpass.runtime.topics.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Gathers what one row gives. */
final class Outcome {
  /** Of a row that is somebody's without saying whose: all such rows count as one person's. */
  private static final String UNNAMED = "unnamed:";

  final List<String> unknownCodes = new ArrayList<>();
  private final List<PersonPlan> persons;
  private final Set<Evaluation.Missed> undecided = new HashSet<>();
  private final List<Emission> emissions = new ArrayList<>();
  private final List<MapResult.Problem> reported = new ArrayList<>();
  private final Set<Given> given = new HashSet<>();

  /**
   * @param persons whom the row's entries are about
   */
  Outcome(List<PersonPlan> persons) {
    this.persons = persons;
  }

  private record Given(String entity, UUID recordId) {}

  /**
   * Adds a record; a row that gives it twice is refused, as only one of the two could be kept.
   *
   * @param id the part of the mapping that gave its id
   */
  void record(String entity, UUID recordId, Part id, Emission emission) throws Rejection {
    if (!given.add(new Given(entity, recordId))) {
      throw new Rejection(ErrorCode.DUPLICATE_RECORD, id.name());
    }
    emissions.add(emission);
  }

  /** Adds a registration; its id is its entry's and its element's own. */
  void registration(Emission.Registration registration) {
    emissions.add(registration);
  }

  /**
   * Says the codes that the last expression did not know: it decided what there is of the row. As
   * entries ask the same of a row one after the other, a code is said once of it.
   *
   * @param part the list or the condition
   */
  void undecided(Part part, Evaluation evaluation) {
    Set<Evaluation.Missed> missed = evaluation.missed();
    missed.removeAll(undecided);
    if (missed.isEmpty()) {
      return;
    }
    undecided.addAll(missed);
    evaluation.person(whose(evaluation));
    missed.forEach(code -> evaluation.sayUnknown(part.name(), code.codes(), code.text()));
    unknownCodes.add(part.name());
  }

  private String whose(Evaluation evaluation) {
    for (PersonPlan person : persons) {
      try {
        return person.name(evaluation);
      } catch (Rejection e) {
        // Another entry may name one.
        continue;
      }
    }
    return persons.isEmpty() ? "" : UNNAMED;
  }

  void report(MapResult.Problem problem) {
    reported.add(problem);
  }

  MapResult.Mapped mapped() {
    return new MapResult.Mapped(emissions, unknownCodes, reported);
  }
}
