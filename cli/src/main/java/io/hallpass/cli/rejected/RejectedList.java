package io.hallpass.cli.rejected;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The newest rejected rows, one by one; older ones are only counted. */
public final class RejectedList {
  private final int limit;
  private final PriorityQueue<Line> newest =
      new PriorityQueue<>(Comparator.comparing((Line line) -> line.row().when()));
  private long all;

  private record Line(Rejection row, Remedy remedy) {
    @Override
    public String toString() {
      return String.join(
          "  ",
          row.when().truncatedTo(ChronoUnit.SECONDS).toString(),
          row.code(),
          row.column().isEmpty() ? "-" : row.column(),
          row.source() + "." + row.resource(),
          row.at(),
          remedy.word());
    }
  }

  /** A list of at most so many. */
  public RejectedList(int limit) {
    this.limit = limit;
  }

  /** Adds one. */
  public void add(Rejection row, Remedy remedy) {
    all++;
    newest.add(new Line(row, remedy));
    if (newest.size() > limit) {
      newest.poll();
    }
  }

  private List<Line> sorted() {
    return newest.stream().sorted(Comparator.comparing(line -> line.row().when())).toList();
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (all > newest.size()) {
      lines.add((all - newest.size()) + " older ones are not shown; --limit shows more");
    }
    sorted().forEach(line -> lines.add(line.toString()));
    return lines.isEmpty() ? List.of("no rejected rows") : lines;
  }

  /** For scripts. */
  public ArrayNode json() {
    ArrayNode rows = new ObjectMapper().createArrayNode();
    for (Line line : sorted()) {
      ObjectNode one = rows.addObject();
      one.put("when", line.row().when().toString()).put("code", line.row().code());
      one.put("column", line.row().column()).put("source", line.row().source());
      one.put("resource", line.row().resource()).put("at", line.row().at());
      one.put("mendedBy", line.remedy().word());
    }
    return rows;
  }
}
