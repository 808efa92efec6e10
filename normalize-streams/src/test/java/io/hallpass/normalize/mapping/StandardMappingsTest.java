package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardMappingsTest {
  private static final Path RESOURCES = Path.of("src/main/resources/io/hallpass/normalize");

  private static List<String> files(String folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(end))
          .map(name -> name.substring(0, name.length() - end.length()))
          .toList();
    }
  }

  @Test
  void everyFileThatShipsIsNamedAndTheOtherWayRound() throws IOException {
    assertThat(StandardMappings.names())
        .containsExactlyInAnyOrderElementsOf(files("mappings", ".yaml"));
    assertThat(StandardMappings.codeNames())
        .containsExactlyInAnyOrderElementsOf(files("codes", ".csv"));
  }

  @Test
  void everyCrosswalkIsUsed() {
    String mappings =
        String.join(
            "",
            StandardMappings.names().stream()
                .map(name -> StandardMappings.mapping(name).orElseThrow())
                .toList());

    assertThat(StandardMappings.codeNames())
        .allSatisfy(name -> assertThat(mappings).contains("code('" + name + "'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"edfi-xml-1.0", "edfi-xml-2.0", "edfi-xml-5"})
  void ofAPersonsNumbersOnlyThoseOfDistrictAndStateAreCollected(String name) {
    assertThat(Samples.standard(name).resources())
        .flatExtracting(ResourceMapping::columns)
        .filteredOn(column -> column.contains("IdentificationCode"))
        .filteredOn(column -> column.matches("(Student|Staff|Contact|Parent)Ident.*"))
        .isNotEmpty()
        .allMatch(column -> column.matches(".*\\[[^]]*'#?(District|State|Local)'].*"))
        .noneMatch(column -> column.contains("SSN"));
  }
}
