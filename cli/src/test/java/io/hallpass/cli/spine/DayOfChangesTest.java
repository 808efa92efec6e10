package io.hallpass.cli.spine;

import io.hallpass.cli.demo.DemoDistrict;
import io.hallpass.cli.expected.Denials;
import io.hallpass.cli.stack.WholeStack;
import io.hallpass.synthetic.DayOfChanges;
import io.hallpass.synthetic.Secrets;
import io.hallpass.synthetic.SyntheticDistrict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
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

      DayOfChanges day = DayOfChanges.after(monday);
      run.denials()
          .forms(day.after(), student -> true, Instant.now().truncatedTo(ChronoUnit.MILLIS));
      day.writeRoster(made.zip());
      try (Connection sis = DriverManager.getConnection(made.sisUrl())) {
        day.applyTo(sis);
      }

      run.expect(day.after());
      new EveryByte(stack.endpoints().bootstrapServers()).holdNo(Secrets::named);
      new Released(run, monday, day.after()).neverMoreThanAllowed();
    }
  }
}
