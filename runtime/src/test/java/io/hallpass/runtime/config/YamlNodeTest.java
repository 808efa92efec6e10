package io.hallpass.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class YamlNodeTest {
  private final Problems problems = new Problems();

  private Map<String, YamlNode> entries(String yaml) {
    return YamlNode.read("d.yaml", yaml, problems)
        .orElseThrow()
        .entries(Set.of("name"), Set.of("n", "on", "day", "all"));
  }

  @Test
  void everythingIsReadAsItsType() {
    Map<String, YamlNode> entries =
        entries("name: x\nn: 3\non: true\nday: 2026-08-01\nall: [b, a]\n");

    assertThat(entries.get("name").text()).contains("x");
    assertThat(entries.get("n").number(1, 5)).contains(3);
    assertThat(entries.get("on").bool()).contains(true);
    assertThat(entries.get("day").date())
        .hasValueSatisfying(day -> assertThat(day).hasToString("2026-08-01"));
    assertThat(entries.get("all").texts()).containsExactly("a", "b");
    assertThat(problems.none()).isTrue();
  }

  @Test
  void allProblemsAreSaidWithTheirLines() {
    Map<String, YamlNode> entries = entries("n: many\non: perhaps\nday: today\nlunch: pizza\n");
    entries.get("n").number(1, 5);
    entries.get("on").bool();
    entries.get("day").date();

    assertThat(problems.lines())
        .containsExactly(
            "d.yaml:1: 'name' is missing",
            "d.yaml:1: n: must be a whole number from 1 to 5",
            "d.yaml:2: on: must be true or false",
            "d.yaml:3: day: must be a date as 2026-08-01",
            "d.yaml:4: lunch: is not known here; allowed are [all, day, n, name, on]");
  }

  @Test
  void whatIsNoYamlIsSaidWithItsLine() {
    assertThat(YamlNode.read("d.yaml", "name: [a\nb: c", problems)).isEmpty();
    assertThat(problems.lines()).singleElement().asString().startsWith("d.yaml:2: is not YAML");
  }

  @Test
  void anEmptyFileLacksWhatIsRequired() {
    entries("");

    assertThat(problems.lines()).containsExactly("d.yaml:1: 'name' is missing");
  }

  @Test
  void aTextThatLooksLikeAnEntryIsTold() {
    assertThat(YamlNode.read("d.yaml", "name: row.a ? b: c", problems)).isEmpty();

    assertThat(problems.lines())
        .singleElement()
        .asString()
        .endsWith("; a text with ': ' or ' #' in it stands in quotes");
  }

  @Test
  void everythingKnowsItsLineAndItsName() {
    YamlNode all = entries("name: x\nall:\n  - a\n  - |\n    b\n").get("all");
    YamlNode block = all.list("words").get(1);

    assertThat(all.isList() && !all.isMap()).isTrue();
    assertThat(block.line()).isEqualTo(4);
    assertThat(block.textLine()).isEqualTo(5);
    assertThat(block.name()).isEqualTo("all[1]");
    assertThat(block.named("b").name()).isEqualTo("b");
  }

  @Test
  void whatSomethingShouldBeIsSaidInTheReadersWords() {
    YamlNode name = entries("name: []\n").get("name");
    name.text("a district's name");
    name.list("words");
    name.entries("of words");

    assertThat(problems.lines())
        .containsExactly(
            "d.yaml:1: name: must be a district's name",
            "d.yaml:1: name: must be a list of words",
            "d.yaml:1: name: must be a map of words");
  }

  @Test
  void aKeyStandsOnce() {
    entries("name: x\nname: y\n");

    assertThat(problems.lines())
        .containsExactly("d.yaml:2: name: is already on line 1; a key stands once");
  }
}
