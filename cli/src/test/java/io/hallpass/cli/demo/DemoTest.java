package io.hallpass.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.cli.stack.WholeStack;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.sis.SisMismatchException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoTest {
  @TempDir private Path dir;

  private List<String> play(WholeStack stack, SyntheticDistrict district, int withdrawals)
      throws Exception {
    List<String> lines = new ArrayList<>();
    new Demo(stack, district, lines::add, line -> {}).run(dir.resolve("demo"), withdrawals);
    return lines;
  }

  private WholeStack stack() {
    return WholeStack.start(dir.resolve("data"), OptionalInt.empty(), true, line -> {});
  }

  @Test
  void theSameDistrictCanBePlayedAgainAndAnotherIsRefused() throws Exception {
    SyntheticDistrict district = SyntheticDistrict.of(1, 60);
    try (WholeStack stack = stack()) {
      assertThat(play(stack, district, 2))
          .anySatisfy(line -> assertThat(line).matches("HEALTH +\\d+ +0 +\\d+"))
          .anySatisfy(line -> assertThat(line).startsWith("2 withdrawals"));
    }
    try (WholeStack stack = stack()) {
      assertThat(play(stack, district, 0)).contains("rows asked of the vendors meanwhile: 0");

      assertThatThrownBy(() -> play(stack, SyntheticDistrict.of(2, 60), 0))
          .isInstanceOf(SisMismatchException.class)
          .hasMessageContaining("seed 1, 60 students, day 0");
    }
  }
}
