package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.roster.OneRosterZip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} and {@code init} say of a set, against what the connector would say. */
final class CheckedSetsTest {
  @TempDir private Path temp;

  private void write(String file, String text) throws Exception {
    Path path = temp.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private String at(String file) {
    return temp.resolve(file).toString();
  }

  @Test
  void checkNamesAManifestThatIsMissing() throws Exception {
    OneRosterZip.write(temp.resolve("all.zip"), SyntheticDistrict.of(1, 20));
    try (ZipFile from = new ZipFile(temp.resolve("all.zip").toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(temp.resolve("r.zip")))) {
      for (ZipEntry entry : List.copyOf(from.stream().toList())) {
        if (!entry.getName().matches("manifest.csv|orgs.csv")) {
          to.putNextEntry(new ZipEntry(entry.getName()));
          from.getInputStream(entry).transferTo(to);
        }
      }
    }
    write("d/district.yaml", "name: everett\ntimeZone: UTC\nsecret: ${env:X}\n");
    write(
        "d/sources/roster.yaml",
        "kind: oneroster-csv\nmapping: oneroster-1.2-csv\nregisters: student\npath: ../r.zip\n");

    Command check = Command.hallpass("check", at("d"));

    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err()).contains("manifest.csv: is missing").contains("orgs.csv");
  }

  @Test
  void blanksAroundTheNamesOfAHeaderDoNotCount() throws Exception {
    write("csv/students.csv", "Student ID, First Name, Last Name\n1,Ada,Lovelace\n");

    Command init = Command.hallpass("init", "--from", at("csv"), at("d"), "--name", "everett");

    assertThat(init.err()).isEmpty();
    assertThat(init.exitCode()).isZero();
  }

  @Test
  void aSourceThatCannotBeReadIsOneProblem() throws Exception {
    write(
        "d/district.yaml",
        "name: everett\ntimeZone: UTC\nsecret: ${env:X}\nconsentSources: [roster]\n");
    write(
        "d/sources/roster.yaml",
        "kind: oneroster\nmapping: oneroster-1.2-csv\nregisters: student\npath: x.zip\n");

    assertThat(Command.hallpass("check", at("d")).err().lines()).hasSize(1);
  }

  @Test
  void initNamesTheDelimiterWhereEveryLineIsOneColumn() throws Exception {
    write("csv/students.csv", "Student ID;First Name;Last Name\n1;Ada;Lovelace\n");

    Command init = Command.hallpass("init", "--from", at("csv"), at("d"), "--name", "everett");

    assertThat(init.exitCode()).isEqualTo(2);
    assertThat(init.err()).contains("the delimiter is not a comma");
  }

  @Test
  void initSaysHowASpreadsheetBecomesFiles() throws Exception {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(temp.resolve("s.xlsx")))) {
      zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
    }

    Command init = Command.hallpass("init", "--from", at("s.xlsx"), at("d"), "--name", "everett");

    assertThat(init.exitCode()).isEqualTo(2);
    assertThat(init.err()).contains("spreadsheet").contains("CSV");
  }

  @Test
  void checkNamesTheDelimiterOnceAndPreviewAnEmptyDropFolder() throws Exception {
    write(
        "d/mappings/ours.yaml",
        "mapping: ours\nresources:\n  students:\n    key: [id]\n    emit:\n"
            + "      - { register: student, person: { system: s, value: row.id } }\n"
            + "      - { entity: student, id: row.id, person: { system: s, value: row.id },"
            + " fields: { givenName: row.first, familyName: row.name } }\n");
    write("d/district.yaml", "name: everett\ntimeZone: UTC\nsecret: ${env:X}\n");
    write("set/students.csv", "id;name;first\n1;Ada;s\n");
    String source = "kind: csv\nmapping: ours\nregisters: student\n";
    write("d/sources/roster.yaml", source + "path: ../set\n");
    Command delimiter = Command.hallpass("check", at("d"));
    Files.createDirectories(temp.resolve("drop"));
    write("d/sources/roster.yaml", source + "path: ../drop\ndrop: '*'\n");

    Command preview = Command.hallpass("preview", at("d"));

    assertThat(delimiter.err()).hasLineCount(1).contains("delimiter");
    assertThat(preview.out()).contains("roster: not read; no set lies at its path yet");
  }
}
