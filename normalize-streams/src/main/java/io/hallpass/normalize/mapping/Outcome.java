package io.hallpass.normalize.mapping;

import java.util.ArrayList;
import java.util.List;

/** Gathers what one row gives. */
final class Outcome {
  final List<Emission> emissions = new ArrayList<>();
  final List<String> unknownCodes = new ArrayList<>();
  final List<MapResult.Problem> reported = new ArrayList<>();

  MapResult.Mapped mapped() {
    return new MapResult.Mapped(emissions, unknownCodes, reported);
  }
}
