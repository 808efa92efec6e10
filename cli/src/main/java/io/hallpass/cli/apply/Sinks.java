package io.hallpass.cli.apply;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is to become of a district's sink connectors. None is ever removed: only a sink that runs
 * takes back what its recipient may no longer have.
 *
 * @param changed to be made or changed
 * @param notes what somebody has to know or see to
 */
record Sinks(Map<String, Map<String, String>> changed, List<String> notes) {
  private static final String COLUMNS = "warehouse.columns";

  /**
   * Compares what is with what is asked for.
   *
   * @param wanted configurations that the files ask for
   * @param present of all sinks of the district
   * @param states what the present ones were told to do
   * @param connect where they run, for people
   */
  static Sinks of(
      Map<String, Map<String, String>> wanted,
      Map<String, Map<String, String>> present,
      Map<String, String> states,
      String connect) {
    List<String> notes = new ArrayList<>();
    present.forEach(
        (name, config) -> {
          if (!wanted.containsKey(name)) {
            notes.add(
                name
                    + " keeps running although the folder names its warehouse no more: what it"
                    + " delivered is taken back as far as agreements are gone. Once "
                    + place(config)
                    + " is empty, remove it: curl -X DELETE "
                    + connect.replaceFirst("/+$", "")
                    + "/connectors/"
                    + name);
          } else if (!place(config).equals(place(wanted.get(name)))) {
            notes.add(
                name
                    + " delivers to "
                    + place(wanted.get(name))
                    + " from now on. What is in "
                    + place(config)
                    + " stays there and no withdrawal reaches it: empty it");
          }
        });
    notes.addAll(
        Resting.notes(states, "nothing reaches its warehouse, and no withdrawal does", connect));
    return new Sinks(Difference.differing(keepingColumns(wanted, present), present), notes);
  }

  private static String place(Map<String, String> config) {
    String url = config.getOrDefault("warehouse.jdbc.url", "");
    return "schema " + config.get("warehouse.schema") + " of " + url.replaceFirst("[?].*", "");
  }

  /**
   * Columns are added and never dropped: records released under an older agreement may still be on
   * their way to the warehouse, and one with a value for which there is no column would stop the
   * sink. Where no agreement ever named a field there is nothing to deliver, and no sink.
   */
  private static Map<String, Map<String, String>> keepingColumns(
      Map<String, Map<String, String>> wanted, Map<String, Map<String, String>> present) {
    Map<String, Map<String, String>> merged = new TreeMap<>();
    wanted.forEach(
        (name, config) -> {
          TreeSet<String> columns = new TreeSet<>(columns(config));
          columns.addAll(columns(present.getOrDefault(name, Map.of())));
          if (!columns.isEmpty()) {
            Map<String, String> all = new TreeMap<>(config);
            all.put(COLUMNS, String.join(",", columns));
            merged.put(name, all);
          }
        });
    return merged;
  }

  private static List<String> columns(Map<String, String> config) {
    return Arrays.stream(config.getOrDefault(COLUMNS, "").split(","))
        .filter(column -> !column.isBlank())
        .toList();
  }
}
