package io.hallpass.normalize.mapping;

import io.hallpass.runtime.topics.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Gathers what one row gives. */
final class Outcome {
  final List<String> unknownCodes = new ArrayList<>();
  private final List<Emission> emissions = new ArrayList<>();
  private final List<MapResult.Problem> reported = new ArrayList<>();
  private final Set<Given> given = new HashSet<>();

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

  void report(MapResult.Problem problem) {
    reported.add(problem);
  }

  MapResult.Mapped mapped() {
    return new MapResult.Mapped(emissions, unknownCodes, reported);
  }
}
