package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the table in the guide to OneRoster against the standard mappings. */
class OneRosterGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "sources", "oneroster-csv.md");
  private static final String BEGIN = "<!-- made by OneRosterGuideTest -->\n";
  private static final String END = "<!-- end -->";

  @Test
  void theGuideSaysWhatIsCollected() throws Exception {
    String guide = Files.readString(GUIDE, StandardCharsets.UTF_8);
    int begin = guide.indexOf(BEGIN) + BEGIN.length();
    String made = guide.substring(0, begin) + table() + guide.substring(guide.indexOf(END));
    if (Boolean.getBoolean("hallpass.docs.write")) {
      Files.writeString(GUIDE, made, StandardCharsets.UTF_8);
    }

    assertThat(GUIDE)
        .as("make it anew: -Dtest=OneRosterGuideTest -Dhallpass.docs.write=true")
        .content(StandardCharsets.UTF_8)
        .isEqualTo(made);
  }

  private static String table() {
    Map<String, Set<String>> both = columns("oneroster-1.1-csv");
    Map<String, Set<String>> newer = columns("oneroster-1.2-csv");
    Set<String> files = new TreeSet<>(both.keySet());
    files.addAll(newer.keySet());
    List<String> lines = new ArrayList<>();
    lines.add("| file | collected in 1.1 and 1.2 | only in 1.1 | only in 1.2 |");
    lines.add("| --- | --- | --- | --- |");
    for (String file : files) {
      Set<String> old = both.getOrDefault(file, Set.of());
      Set<String> now = newer.getOrDefault(file, Set.of());
      lines.add(
          "| `%s` | %s | %s | %s |"
              .formatted(file, text(now, old, true), text(old, now, false), text(now, old, false)));
    }
    return String.join("\n", lines) + "\n";
  }

  /** Those of {@code some} that are, or are not, among the others. */
  private static String text(Set<String> some, Set<String> others, boolean among) {
    return some.stream()
        .filter(column -> others.contains(column) == among)
        .map(column -> "`" + column + "`")
        .collect(Collectors.joining(", "));
  }

  private static Map<String, Set<String>> columns(String mapping) {
    Map<String, Set<String>> columns = new TreeMap<>();
    for (ResourceMapping resource : Samples.standard(mapping).resources()) {
      columns.put(resource.file(), new TreeSet<>(resource.columns()));
    }
    return columns;
  }
}
