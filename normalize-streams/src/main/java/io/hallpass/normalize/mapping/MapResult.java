package io.hallpass.normalize.mapping;

import io.hallpass.runtime.topics.ErrorCode;
import java.util.List;

/** What became of a row: all of its emissions, or none but denials. */
public sealed interface MapResult {

  /**
   * The row was mapped.
   *
   * @param emissions in the order of the mapping; empty where no {@code when} was true
   * @param unknownCodes a name {@code entity.field} for each field in which nobody knew a code, and
   *     {@code entity.when} or {@code entity.forEach} for each code that decided there what the row
   *     gives
   * @param reported what has to be reported although the row was mapped: consents that could not be
   *     read, for which {@code emissions} holds a denial of everything
   */
  record Mapped(List<Emission> emissions, List<String> unknownCodes, List<Problem> reported)
      implements MapResult {
    public Mapped {
      emissions = List.copyOf(emissions);
      unknownCodes = List.copyOf(unknownCodes);
      reported = List.copyOf(reported);
    }
  }

  /**
   * The row was refused; the last good version of it stays, apart from its consents: what it says
   * of them now is not known, so their students are denied everything.
   *
   * @param code why
   * @param field the column, or {@code entity.field}, at fault, a name, never a value; or null
   * @param denials one for each consent of the row
   */
  record Rejected(ErrorCode code, String field, List<Emission.Record> denials)
      implements MapResult {
    public Rejected {
      denials = List.copyOf(denials);
    }

    /** The refusal of a row without consents. */
    public Rejected(ErrorCode code, String field) {
      this(code, field, List.of());
    }
  }

  /**
   * Something to report.
   *
   * @param code what
   * @param field {@code entity.field}: a name, never a value
   */
  record Problem(ErrorCode code, String field) {}
}
