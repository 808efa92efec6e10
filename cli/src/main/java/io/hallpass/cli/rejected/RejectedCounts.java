package io.hallpass.cli.rejected;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.cli.preview.TextTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rejected rows counted by what they have in common. */
public final class RejectedCounts {
  private static final int WIDEST = 48;

  private final Map<Reason, Count> counts =
      new TreeMap<>(
          Comparator.comparing(Reason::source)
              .thenComparing(Reason::resource)
              .thenComparing(Reason::code)
              .thenComparing(Reason::column)
              .thenComparing(Reason::remedy));

  private record Reason(
      String source, String resource, String code, String column, Remedy remedy) {}

  private static final class Count {
    private long rows;
    private Instant last = Instant.EPOCH;
  }

  /** Counts one more. */
  public void add(Rejection row, Remedy remedy) {
    Count count =
        counts.computeIfAbsent(
            new Reason(row.source(), row.resource(), row.code(), row.column(), remedy),
            reason -> new Count());
    count.rows++;
    count.last = count.last.isAfter(row.when()) ? count.last : row.when();
  }

  /** For people. */
  public List<String> lines() {
    if (counts.isEmpty()) {
      return List.of("no rejected rows");
    }
    TextTable table =
        new TextTable(
            List.of("rows", "source", "resource", "code", "column", "last", "mended by"), WIDEST);
    counts.forEach(
        (reason, count) ->
            table.row(
                List.of(
                    Long.toString(count.rows),
                    reason.source(),
                    reason.resource(),
                    reason.code(),
                    reason.column(),
                    count.last.truncatedTo(ChronoUnit.SECONDS).toString(),
                    reason.remedy().word())));
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    counts.keySet().stream()
        .map(reason -> reason.code() + ": " + reason.remedy().advice(reason.code()))
        .distinct()
        .sorted()
        .forEach(lines::add);
    return lines;
  }

  /** For scripts. */
  public ArrayNode json() {
    ArrayNode all = new ObjectMapper().createArrayNode();
    counts.forEach(
        (reason, count) -> {
          ObjectNode one = all.addObject();
          one.put("source", reason.source()).put("resource", reason.resource());
          one.put("code", reason.code()).put("column", reason.column());
          one.put("rows", count.rows).put("last", count.last.toString());
          one.put("mendedBy", reason.remedy().word());
        });
    return all;
  }
}
