package io.hallpass.ingest.fileset;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.csv.CsvResource;
import io.hallpass.ingest.csv.CsvSourceSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  private static final FileSetSettings SETTINGS =
      FileSetSettings.of("everett", "roster", 1, "/data/roster.zip");

  @TempDir private Path folder;

  private Archive archive(int keep) {
    return new Archive(folder.resolve("archive"), keep);
  }

  private static final Format FORMAT =
      CsvSourceSettings.of(
              "everett",
              "sis",
              1,
              "roster",
              CsvSourceSettings.Format.oneRoster("1.2"),
              List.of(
                  new CsvResource("orgs", "orgs.csv", List.of("id"), List.of()),
                  new CsvResource("users", "users.csv", List.of("id"), List.of()),
                  new CsvResource("results", "results.csv", List.of("id"), List.of())))
          .sets();

  /** A set whose manifest calls its files so; of results there never is a file. */
  private void keep(Archive archive, int number, String orgs, String users) throws Exception {
    Path set = Files.createDirectory(folder.resolve("set-" + number));
    Files.writeString(
        set.resolve("manifest.csv"),
        "oneroster.version,1.2\nfile.orgs,%s\nfile.users,%s\nfile.results,absent\n"
            .formatted(orgs, users));
    Files.writeString(set.resolve("orgs.csv"), "id,status\n");
    Files.writeString(set.resolve("users.csv"), "id,status\n");
    archive.move(new TakenSet(number, "0123456789", ""), true, FORMAT.written(), set);
  }

  private void taken(Archive archive, int number, String orgs, String users) throws Exception {
    keep(archive, number, orgs, users);
    archive.prune(FORMAT);
  }

  private static List<String> names(Archive archive) throws Exception {
    return archive.taken().stream().map(set -> set.getFileName().toString()).toList();
  }

  @Test
  void whatTheLastSetOnlyAddsToIsKeptDownToAWholeSet() throws Exception {
    Archive archive = archive(1);
    taken(archive, 1, "bulk", "bulk");
    taken(archive, 2, "bulk", "bulk");
    taken(archive, 3, "delta", "delta");
    taken(archive, 14, "delta", "delta");
    assertThat(names(archive)).containsExactly("set-2", "set-3", "set-14");
    assertThat(archive.has(new TakenSet(14, "0123456789", ""))).isTrue();

    taken(archive, 15, "bulk", "bulk");

    assertThat(names(archive)).containsExactly("set-15");
  }

  /** What later sets do not have is compared with this one. */
  @Test
  void theLastSetThatHasAFileIsKeptUntilAnotherHasIt() throws Exception {
    Archive archive = archive(1);
    taken(archive, 1, "bulk", "bulk");
    taken(archive, 2, "bulk", "absent");
    taken(archive, 3, "bulk", "absent");
    assertThat(names(archive)).containsExactly("set-1", "set-3");

    taken(archive, 4, "absent", "bulk");

    assertThat(names(archive)).containsExactly("set-3", "set-4");
  }

  @Test
  void additionsToNothingAreNotKeptForEver() throws Exception {
    Archive archive = archive(2);
    for (int i = 1; i <= 150; i++) {
      keep(archive, i, "delta", "delta");
    }

    archive.prune(FORMAT);

    assertThat(names(archive)).hasSize(102).startsWith("set-49").endsWith("set-150");
  }

  @Test
  void liesWhereTheSettingsSayElseWithTheStateElseBesideThePath() {
    FileSetSettings named = SETTINGS.withArchive(new FileSetSettings.Kept("/kept", 1));

    assertThat(Archive.folder(named, "/state")).isEqualTo(Path.of("/kept"));
    assertThat(Archive.folder(SETTINGS, "/state"))
        .isEqualTo(Path.of("/state/archive/everett.roster"));
    assertThat(Archive.folder(SETTINGS, null)).isEqualTo(Path.of("/data/roster.zip.archive"));
  }
}
