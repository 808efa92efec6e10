package io.hallpass.cli.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.schemas.Catalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The guides say what the mappings collect. */
class RestGuidesTest {
  private static final Path GUIDES = Path.of("..", "docs", "sources");
  private static final Pattern PLACE =
      Pattern.compile("(<!-- collected: (\\S+) -->\n)((?:\n|\\|.*\n)*)");

  @ParameterizedTest
  @ValueSource(strings = {"oneroster-rest.md", "edfi-rest.md"})
  void whatIsCollectedIsCurrent(String guide) throws Exception {
    Path file = GUIDES.resolve(guide);
    String text = Files.readString(file);
    Matcher place = PLACE.matcher(text);
    String current =
        place.replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1)
                        + "\n"
                        + table(found.group(2))
                        + (atEnd(found, text) ? "" : "\n")));
    if (Boolean.getBoolean("hallpass.docs.write")) {
      Files.writeString(file, current);
    }
    assertThat(Files.readString(file))
        .as("make it anew: mvn verify -pl cli -am -Dtest=RestGuidesTest -Dhallpass.docs.write=true")
        .isEqualTo(current);
  }

  private static boolean atEnd(java.util.regex.MatchResult found, String text) {
    return found.end() == text.length();
  }

  private static String table(String name) {
    String yaml = StandardMappings.mapping(name).orElseThrow();
    Mapping mapping = Mapping.load(name, yaml, Catalogue.load(), StandardMappings.crosswalks());
    StringBuilder table =
        new StringBuilder("| resource | becomes | columns |\n| --- | --- | --- |\n");
    for (ResourceMapping resource : mapping.resources()) {
      table
          .append("| `")
          .append(resource.name())
          .append("` | ")
          .append(String.join(", ", entities(yaml, resource.name())))
          .append(" | ")
          .append(
              resource.columns().stream()
                  .map(column -> "`" + column.replace("|", "\\|") + "`")
                  .collect(Collectors.joining(", ")))
          .append(" |\n");
    }
    return table.toString();
  }

  private static Set<String> entities(String yaml, String resource) {
    Map<?, ?> mapping = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    Map<?, ?> resources = (Map<?, ?>) mapping.get("resources");
    List<?> emits = (List<?>) ((Map<?, ?>) resources.get(resource)).get("emit");
    return emits.stream()
        .map(emit -> ((Map<?, ?>) emit).get("entity"))
        .filter(Objects::nonNull)
        .map(Object::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
