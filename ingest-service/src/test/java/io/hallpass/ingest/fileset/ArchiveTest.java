package io.hallpass.ingest.fileset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchiveTest {
  private static final FileSetSettings SETTINGS =
      FileSetSettings.of("everett", "roster", 1, "/data/roster.zip");

  @Test
  void liesWhereTheSettingsSayElseWithTheStateElseBesideThePath() {
    FileSetSettings named = SETTINGS.withArchive(new FileSetSettings.Kept("/kept", 1));

    assertThat(Archive.folder(named, "/state")).isEqualTo(Path.of("/kept"));
    assertThat(Archive.folder(SETTINGS, "/state"))
        .isEqualTo(Path.of("/state/archive/everett.roster"));
    assertThat(Archive.folder(SETTINGS, null)).isEqualTo(Path.of("/data/roster.zip.archive"));
  }
}
