package io.hallpass.cli.spine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.Command;
import io.hallpass.cli.demo.DemoDistrict;
import io.hallpass.cli.expected.Denials;
import io.hallpass.cli.stack.WholeStack;
import io.hallpass.synthetic.Secrets;
import io.hallpass.synthetic.SyntheticDistrict;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole stack in one JVM: a district arrives, lives for a day, and both warehouses follow. */
final class DayOfChangesTest {
  @Test
  void theWarehousesFollowADayOfChanges(@TempDir Path dir) throws Exception {
    SyntheticDistrict monday = SyntheticDistrict.of(3, 300);
    try (WholeStack stack =
        WholeStack.start(dir.resolve("data"), OptionalInt.empty(), true, line -> {})) {
      DemoDistrict made = DemoDistrict.make(stack::database, monday, dir.resolve("district"), 3);
      Run run = new Run(stack.endpoints(), made, Denials.of(monday));
      run.apply();
      run.expect(monday);

      SyntheticDistrict tuesday = monday.on(1);
      run.denials().forms(tuesday, student -> true, Instant.now().truncatedTo(ChronoUnit.MILLIS));
      assertThat(generate(dir, made, monday, 1).err()).isEmpty();

      run.expect(tuesday);
      new EveryByte(stack.endpoints().bootstrapServers()).holdNo(Secrets::named);
      new Released(run, monday, tuesday).neverMoreThanAllowed();
    }
  }

  /** The command that brings zip and SIS to the next day. */
  private static Command generate(
      Path dir, DemoDistrict made, SyntheticDistrict district, int day) {
    return Command.hallpass(
        "generate",
        dir.resolve("district").toString(),
        "--seed",
        Long.toString(district.seed()),
        "--students",
        Integer.toString(district.size()),
        "--day",
        Integer.toString(day),
        "--sis",
        made.sisUrl());
  }
}
