package io.hallpass.ingest.edfirest;

import io.hallpass.ingest.row.JsonBytes;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.ingest.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the key of a row in the key values that Ed-Fi gives of a deleted or renamed one. There the
 * names are flat: {@code studentReference/studentUniqueId} is {@code studentUniqueId}, and of two
 * that would be the same one bears the reference's name in front: {@code
 * programReference/educationOrganizationId} is {@code programEducationOrganizationId}.
 */
final class KeyMatch {
  private static final String REFERENCE = "Reference";
  private static final Pattern PLAIN = Pattern.compile("\\w+(/\\w+)*");
  private static final Pattern MIDNIGHT =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})T00:00:00(\\.0+)?Z?");

  private final List<String> columns;
  private final byte[][] names;
  private final JsonBytes json = new JsonBytes();

  /**
   * A match of these columns.
   *
   * @param columns of the key, as paths
   */
  KeyMatch(List<String> columns) {
    this.columns = List.copyOf(columns);
    this.names = RowColumns.names(columns);
  }

  /**
   * The keys a row with these values may have: one, or a second where a date is written as a time.
   * Empty where the values are not those of the key's columns.
   */
  List<byte[]> of(Optional<Tree> keyValues) {
    Map<String, String> given = new HashMap<>();
    keyValues.ifPresent(
        tree -> tree.children().forEach(child -> given.put(child.name(), child.text())));
    List<String> values = new ArrayList<>();
    Map<String, String> takenFor = new HashMap<>();
    for (String column : columns) {
      String way = way(column, given);
      String name = way == null ? null : nameOf(way, given);
      if (name == null || !way.equals(takenFor.computeIfAbsent(name, first -> way))) {
        return List.of();
      }
      values.add(given.get(name));
    }
    List<byte[]> keys = new ArrayList<>(List.of(key(values)));
    List<String> dates =
        values.stream().map(value -> MIDNIGHT.matcher(value).replaceFirst("$1")).toList();
    if (!dates.equals(values)) {
      keys.add(key(dates));
    }
    return keys;
  }

  private byte[] key(List<String> values) {
    json.begin();
    for (int i = 0; i < names.length; i++) {
      json.field(names[i]);
      json.text(values.get(i));
    }
    return json.end();
  }

  /**
   * Null where the values have none for this column, which may be a choice of ways. Two columns may
   * choose the same way and then hold the same value; of two ways, one value is not taken for both.
   */
  private static String way(String column, Map<String, String> given) {
    for (String way : column.split("\\|")) {
      if (PLAIN.matcher(way).matches() && nameOf(way, given) != null) {
        return way;
      }
    }
    return null;
  }

  private static String nameOf(String way, Map<String, String> given) {
    String[] steps = way.split("/");
    String last = steps[steps.length - 1];
    if (steps.length > 1) {
      String joined = joined(steps[steps.length - 2], last);
      if (given.containsKey(joined)) {
        return joined;
      }
    }
    return given.containsKey(last) ? last : null;
  }

  /** The reference's name and the field's, what they share once: gradingPeriod, periodSequence. */
  private static String joined(String parent, String field) {
    String role =
        parent.endsWith(REFERENCE)
            ? parent.substring(0, parent.length() - REFERENCE.length())
            : parent;
    String capital = Character.toUpperCase(field.charAt(0)) + field.substring(1);
    for (int shared = Math.min(role.length(), capital.length()); shared > 0; shared--) {
      int from = role.length() - shared;
      if (role.regionMatches(from == 0, from, capital, 0, shared)
          && (from == 0 || Character.isUpperCase(role.charAt(from)))) {
        return role.substring(0, from) + (from == 0 ? field : capital);
      }
    }
    return role + capital;
  }
}
