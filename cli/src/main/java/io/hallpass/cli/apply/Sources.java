package io.hallpass.cli.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is to become of a district's source connectors.
 *
 * <p>Removing one takes several steps, and whoever does it may be killed between two of them. The
 * settings lose its mapping first, and with it go its rows; so a connector without a mapping is one
 * whose removal broke off. Where the files name it again, what it read counts no more.
 *
 * @param changed to be made or changed
 * @param anew whose removal broke off: to be removed to the end before they are made again
 * @param stopped to go on where they were
 * @param gone to be removed
 * @param notes what stays as it is and somebody has to know of
 */
record Sources(
    Map<String, Map<String, String>> changed,
    Set<String> anew,
    Set<String> stopped,
    Set<String> gone,
    List<String> notes) {

  /**
   * Compares what is with what is asked for.
   *
   * @param wanted configurations that the files ask for
   * @param present of all source connectors of the district
   * @param mapped connectors of the sources that the settings have a mapping of
   * @param states what the present ones were told to do
   * @param connect where they run, for people
   */
  static Sources of(
      Map<String, Map<String, String>> wanted,
      Map<String, Map<String, String>> present,
      Set<String> mapped,
      Map<String, String> states,
      String connect) {
    Set<String> gone = new TreeSet<>(present.keySet());
    gone.removeAll(wanted.keySet());
    Map<String, Map<String, String>> whole = new TreeMap<>(present);
    whole.keySet().retainAll(mapped);
    Set<String> anew = new TreeSet<>(present.keySet());
    anew.retainAll(wanted.keySet());
    anew.removeAll(whole.keySet());
    Set<String> stopped = new TreeSet<>(whole.keySet());
    stopped.retainAll(wanted.keySet());
    stopped.removeIf(name -> !Resting.STOPPED.equals(states.get(name)));
    Map<String, String> left = new TreeMap<>(states);
    left.keySet().removeAll(gone);
    left.keySet().removeAll(anew);
    left.keySet().removeAll(stopped);
    return new Sources(
        Difference.differing(OperatorDecisions.keep(wanted, whole), whole),
        anew,
        stopped,
        gone,
        Resting.notes(left, "nothing is read", connect));
  }

  /** A line for each that is made, changed or let go on. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    Set<String> names = new TreeSet<>(changed.keySet());
    names.addAll(stopped);
    for (String name : names) {
      String why =
          anew.contains(name)
              ? ": its removal broke off, so what it read is forgotten and it reads everything"
              : stopped.contains(name) ? ": it was stopped, and goes on where it was" : "";
      lines.add("~ connector " + name + why);
    }
    return lines;
  }
}
