package io.hallpass.ingest.fileset;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How many rows of each resource were read, and how many of them rejected. */
final class Counts {
  private final List<String> resources;
  private final long[] rows;
  private final long[] rejected;

  /** Nothing was read yet. */
  Counts(List<String> resources) {
    this(resources, new long[resources.size()], new long[resources.size()]);
  }

  private Counts(List<String> resources, long[] rows, long[] rejected) {
    this.resources = resources;
    this.rows = rows;
    this.rejected = rejected;
  }

  /** Reads what {@link #text} wrote; zeros where it was written for other resources. */
  static Counts of(List<String> resources, String text) {
    long[][] parts =
        Arrays.stream(text.split(";"))
            .map(p -> Arrays.stream(p.split(",")).filter(n -> !n.isEmpty()))
            .map(numbers -> numbers.mapToLong(Long::parseLong).toArray())
            .toArray(long[][]::new);
    boolean fits = parts.length == 2 && parts[0].length == resources.size();
    return fits && parts[1].length == resources.size()
        ? new Counts(resources, parts[0], parts[1])
        : new Counts(resources);
  }

  /** The resources, in their order. */
  List<String> resources() {
    return resources;
  }

  /** Counts a row. */
  void add(FileRow row) {
    int at = resources.indexOf(row.resource());
    rows[at]++;
    if (row instanceof FileRow.Refused) {
      rejected[at]++;
    }
  }

  long rows(String resource) {
    return rows[resources.indexOf(resource)];
  }

  long rejected(String resource) {
    return rejected[resources.indexOf(resource)];
  }

  /** Of all resources together. */
  long total() {
    return Arrays.stream(rows).sum();
  }

  /** As an offset keeps it. */
  String text() {
    return text(rows) + ";" + text(rejected);
  }

  private static String text(long[] counts) {
    return Arrays.stream(counts).mapToObj(Long::toString).collect(Collectors.joining(","));
  }
}
