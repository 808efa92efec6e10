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
  void aKeyStandsOnce() {
    entries("name: x\nname: y\n");

    assertThat(problems.lines()).containsExactly("d.yaml:2: name: stands twice");
  }
}
