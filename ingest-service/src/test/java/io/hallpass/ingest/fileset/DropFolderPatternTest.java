package io.hallpass.ingest.fileset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropFolderPatternTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "*.zip",
        "*.ZIP",
        "roster-?.zip",
        "roster.zip",
        "*.{csv,zip}",
        "r*p",
        "*.z[hi]p",
        "*[p]",
        "{a,b}*",
        "*\\.zip"
      })
  void aZipMayFit(String pattern) {
    assertThat(DropFolder.mayTakeZips(pattern)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*.csv",
        "roster",
        "zip",
        "x.zip.gz",
        "*.{csv,txt}",
        "*.{zip,csv}.gz",
        "*.zip.*z2"
      })
  void noZipCanFit(String pattern) {
    assertThat(DropFolder.mayTakeZips(pattern)).isFalse();
  }
}
