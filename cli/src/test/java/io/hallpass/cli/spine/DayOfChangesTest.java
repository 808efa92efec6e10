package io.hallpass.cli.spine;

import io.hallpass.cli.demo.DemoDistrict;
import io.hallpass.cli.stack.WholeStack;
import io.hallpass.synthetic.DayOfChanges;
import io.hallpass.synthetic.SyntheticDistrict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
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
      Run run = new Run(stack.endpoints(), made);
      run.apply();
      Model before = new Model(monday, run.secret());
      run.expect(monday, before);

      DayOfChanges day = DayOfChanges.after(monday);
      day.writeRoster(made.zip());
      try (Connection sis = DriverManager.getConnection(made.sisUrl())) {
        day.applyTo(sis);
      }

      Model after = new Model(day.after(), run.secret());
      run.expect(day.after(), after);
      run.noSecretInAnyTopic();
      run.partnerNeverHadMore(day.after(), List.of(before, after), List.of());
    }
  }
}
