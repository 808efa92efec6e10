package io.hallpass.synthetic.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.sis.SisTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistrictFolderTest {
  private static final SourceLocations WHERE =
      new SourceLocations(
          "lakemoor",
          6,
          "${file:/secrets.properties:district}",
          "/data/it's here/roster.zip",
          "localhost",
          5432,
          "sis",
          "reader",
          "${env:SIS_PASSWORD}",
          "jdbc:postgresql://localhost:5433/warehouse",
          "writer",
          "${env:WAREHOUSE_PASSWORD}");

  @TempDir Path dir;

  @Test
  void writesEveryFileWithNothingLeftToFillIn() throws IOException {
    DistrictFolder.write(dir, WHERE);

    try (var files = Files.walk(dir)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern("@[a-zA-Z]+@");
      }
    }
    assertThat(dir.resolve("sources/roster.yaml"))
        .content()
        .contains("path: '/data/it''s here/roster.zip'");
    assertThat(dir.resolve("recipients/own.yaml"))
        .content()
        .contains("password: '${env:WAREHOUSE_PASSWORD}'");
  }

  @Test
  void everyCrosswalkIsUsedAndEveryOneUsedIsThere() {
    Map<String, String> files = DistrictFolder.files(WHERE);
    Set<String> used = found(Pattern.compile("code\\('([^']+)'"), mapping(files));

    Set<String> there =
        files.keySet().stream()
            .filter(f -> f.startsWith("codes/"))
            .map(f -> f.substring("codes/".length(), f.length() - ".csv".length()))
            .collect(Collectors.toSet());

    assertThat(there).isEqualTo(used);
  }

  @Test
  void crosswalksKnowEveryCodeButTheTwoThatAreMeantToBeUnknown() {
    Map<String, String> files = DistrictFolder.files(WHERE);
    SyntheticDistrict district = SyntheticDistrict.of(5, 3000).on(2);
    Set<String> unknown = new HashSet<>();
    Matcher uses = Pattern.compile("code\\('([^']+)', row\\.(\\w+)\\)").matcher(mapping(files));
    while (uses.find()) {
      String column = uses.group(2);
      Set<String> known =
          files
              .get("codes/" + uses.group(1) + ".csv")
              .lines()
              .map(l -> l.split(",")[0])
              .collect(Collectors.toSet());
      for (SisTable table : SisTable.values()) {
        if (table.columns().contains(column)
            && table.rows(district).allMatch(r -> r.text(column).length() < 4)) {
          table
              .rows(district)
              .map(r -> r.text(column))
              .filter(c -> !c.isEmpty() && !known.contains(c))
              .forEach(unknown::add);
        }
      }
    }

    assertThat(unknown).contains("ZZ", "Q");
  }

  @Test
  void noMappingNamesASecretColumn() {
    assertThat(mapping(DistrictFolder.files(WHERE)).replaceAll("#.*", ""))
        .doesNotContain("ssn", "portal_pw", "audit_log", "narrative");
  }

  @Test
  void everyColumnTheMappingNamesExists() {
    Set<String> columns = new HashSet<>();
    for (SisTable table : SisTable.values()) {
      columns.addAll(table.columns());
    }

    Set<String> named =
        found(Pattern.compile("row\\.(\\w+)"), mapping(DistrictFolder.files(WHERE)));

    assertThat(columns).containsAll(named);
  }

  @Test
  void everyTableButTheAuditLogIsCapturedAndMapped() {
    Map<String, String> files = DistrictFolder.files(WHERE);

    for (SisTable table : SisTable.values()) {
      boolean captured = table != SisTable.AUDIT_LOG;
      assertThat(files.get("sources/sis.yaml").contains(table.table() + ": " + table.qualified()))
          .isEqualTo(captured);
      assertThat(mapping(files).contains("\n  " + table.table() + ":\n")).isEqualTo(captured);
    }
  }

  private static String mapping(Map<String, String> files) {
    return files.get("mappings/northstar.yaml");
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(r -> r.group(1)).collect(Collectors.toSet());
  }
}
