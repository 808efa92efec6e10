package io.hallpass.ingest.fileset;

import io.hallpass.ingest.row.Fingerprint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A set as it lies there.
 *
 * @param name its own, without folders
 * @param path where it is
 * @param order its place among the others, in {@link NaturalOrder}; empty in a fixed path
 * @param stamp says whether it is the same as before
 * @param state what is known of it
 */
record Arrival(String name, Path path, String order, String stamp, State state) {
  sealed interface State {
    /** What is in its files, as far as that is known. */
    default SetFiles files() {
      return SetFiles.NONE;
    }

    /** Somebody may still be writing to it. */
    record Moving() implements State {}

    /** It could not be looked at, for a reason that may pass. */
    record Hindered(String why) implements State {}

    /**
     * It will not do; only another one will.
     *
     * @param problems every reason
     * @param consents how its consents can be read all the same, as far as they can
     * @param files as far as they are whole
     */
    record Unfit(List<String> problems, SetPlan consents, SetFiles files) implements State {}

    /** It can be read. */
    record Fit(String fingerprint, SetPlan plan, SetFiles files) implements State {}
  }

  boolean moving() {
    return state instanceof State.Moving;
  }

  Optional<State.Fit> fit() {
    return state instanceof State.Fit fit ? Optional.of(fit) : Optional.empty();
  }

  /** By which people and memory know it: its fingerprint, or its stamp's where it has none. */
  String id() {
    return fit().map(State.Fit::fingerprint).orElseGet(() -> Fingerprint.of(List.of(stamp)));
  }
}
