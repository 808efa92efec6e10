package io.hallpass.ingest.fileset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  @Test
  void digitsAreNumbersAndCapitalsDoNotMatter() {
    List<String> names =
        List.of(
            "a.zip",
            "Roster-1.zip",
            "roster-2.zip",
            "roster-10.zip",
            "roster-10.zip.old",
            "roster-2026-09-01.zip",
            "roster-2026-10-01.zip",
            "roster-99999999999999999999999999.zip",
            "ростер.zip");
    List<String> mixed = new ArrayList<>(names);
    Collections.shuffle(mixed, new Random(1));

    mixed.sort(NaturalOrder.NAMES);

    assertThat(mixed).isEqualTo(names);
  }

  @Test
  void onlyEqualNamesAreEqual() {
    assertThat(NaturalOrder.NAMES.compare("a-1", "a-01")).isNotZero();
    assertThat(NaturalOrder.NAMES.compare("a-1", "A-1")).isNotZero();
    assertThat(NaturalOrder.NAMES.compare("a-1", "a-1")).isZero();
    assertThat(NaturalOrder.NAMES.compare("", "a")).isNegative();
    assertThat(NaturalOrder.NAMES.compare("a\u0663", "a3")).isNotZero();
  }
}
