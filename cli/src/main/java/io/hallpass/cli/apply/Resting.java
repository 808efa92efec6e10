package io.hallpass.cli.apply;

import java.util.List;
import java.util.Map;

/** Connectors that somebody paused or stopped. */
final class Resting {
  static final String PAUSED = "PAUSED";
  static final String STOPPED = "STOPPED";

  private static final Map<String, String> WORDS = Map.of(PAUSED, "paused", STOPPED, "stopped");

  private Resting() {}

  /**
   * A line for each that rests and that apply leaves so.
   *
   * @param states what connectors were told to do, by name
   * @param meaning what does not happen meanwhile
   * @param connect where they run, for people
   */
  static List<String> notes(Map<String, String> states, String meaning, String connect) {
    return states.entrySet().stream()
        .filter(one -> WORDS.containsKey(one.getValue()))
        .map(
            one ->
                one.getKey()
                    + " is "
                    + WORDS.get(one.getValue())
                    + ", and stays so: "
                    + meaning
                    + ". To let it go on: curl -X PUT "
                    + connect.replaceFirst("/+$", "")
                    + "/connectors/"
                    + one.getKey()
                    + "/resume")
        .toList();
  }
}
