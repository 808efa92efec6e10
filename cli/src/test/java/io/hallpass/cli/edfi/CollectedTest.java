package io.hallpass.cli.edfi;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.schemas.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide's table of what is collected, made from the mappings and the vocabulary. */
class CollectedTest {
  private static final Path GUIDE = Path.of("../docs/sources/edfi-xml.md");
  private static final List<String> VERSIONS = List.of("1.0", "2.0", "5");
  private static final String BEGIN = "<!-- made by CollectedTest -->\n";
  private static final String END = "<!-- end of what is collected -->\n";
  private static final Pattern ENTITY = Pattern.compile("      - entity: (\\S+)");
  private static final Pattern FIELD = Pattern.compile("          (\\w+): .*");

  @Test
  void theGuideSaysWhatIsCollected() throws IOException {
    String table = table();
    String guide = Files.readString(GUIDE);
    if (Boolean.getBoolean("hallpass.docs.write")) {
      int end = guide.indexOf(END) + END.length();
      guide = guide.substring(0, guide.indexOf(BEGIN)) + table + guide.substring(end);
      Files.writeString(GUIDE, guide);
    }

    assertThat(guide)
        .as(
            "make it anew: mvn -pl cli -am verify -Dtest=CollectedTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dhallpass.docs.write=true")
        .contains(table);
  }

  private static String table() {
    Map<String, Map<String, Set<String>>> fields = new TreeMap<>();
    for (String version : VERSIONS) {
      collect(version, fields);
    }
    StringBuilder table = new StringBuilder(BEGIN);
    table.append("| entity | category | fields |\n| --- | --- | --- |\n");
    for (Map.Entry<String, Map<String, Set<String>>> found : fields.entrySet()) {
      Map<String, List<String>> byCategory = new LinkedHashMap<>();
      Entity entity = MappedSet.CATALOGUE.entity(found.getKey()).orElseThrow();
      for (var field : entity.fields()) {
        Set<String> in = found.getValue().get(field.name());
        if (in != null) {
          String only = in.size() == VERSIONS.size() ? "" : " (" + String.join(", ", in) + ")";
          byCategory
              .computeIfAbsent(field.category().orElseThrow().name(), c -> new ArrayList<>())
              .add(field.name() + only);
        }
      }
      byCategory.forEach(
          (category, names) ->
              table
                  .append("| `" + found.getKey() + "` | " + category + " | ")
                  .append(String.join(", ", names) + " |\n"));
    }
    return table.append(END).toString();
  }

  private static void collect(String version, Map<String, Map<String, Set<String>>> fields) {
    String entity = "";
    for (String line : StandardMappings.mapping("edfi-xml-" + version).orElseThrow().split("\n")) {
      Matcher begins = ENTITY.matcher(line);
      Matcher field = FIELD.matcher(line);
      if (begins.matches()) {
        entity = begins.group(1);
      } else if (field.matches()) {
        fields
            .computeIfAbsent(entity, e -> new TreeMap<>())
            .computeIfAbsent(field.group(1), f -> new TreeSet<>())
            .add(version);
      }
    }
  }
}
