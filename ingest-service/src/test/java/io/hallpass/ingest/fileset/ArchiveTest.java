package io.hallpass.ingest.fileset;

import static org.assertj.core.api.Assertions.assertThat;

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

  private void keep(Archive archive, int number, boolean whole) throws Exception {
    Path set = Files.writeString(folder.resolve(number + ".zip"), "set " + number);
    archive.move(new TakenSet(number, "0123456789", ""), whole, set);
  }

  private static List<String> names(Archive archive) throws Exception {
    return archive.taken().stream().map(set -> set.getFileName().toString()).toList();
  }

  @Test
  void whatTheOldestKeptSetIsAnAdditionToIsKeptDownToAWholeSet() throws Exception {
    Archive archive = archive(1);
    keep(archive, 1, true);
    keep(archive, 2, true);
    keep(archive, 3, false);
    keep(archive, 14, false);
    assertThat(names(archive)).containsExactly("2.zip", "3.zip", "14.zip");
    assertThat(archive.has(new TakenSet(14, "0123456789", ""))).isTrue();

    keep(archive, 15, true);

    assertThat(names(archive)).containsExactly("15.zip");
  }

  @Test
  void additionsToNothingAreNotKeptForEver() throws Exception {
    Archive archive = archive(2);
    for (int i = 1; i <= 150; i++) {
      keep(archive, i, false);
    }

    assertThat(names(archive)).hasSize(102).startsWith("49.zip").endsWith("150.zip");
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
