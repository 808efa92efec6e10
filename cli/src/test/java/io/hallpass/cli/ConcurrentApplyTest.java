package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.cli.apply.Applier;
import io.hallpass.cli.apply.Difference;
import io.hallpass.cli.apply.Plan;
import io.hallpass.cli.district.CheckedDistrict;
import io.hallpass.cli.kafka.ConcurrentApplyException;
import io.hallpass.cli.kafka.SettingsTopic;
import io.hallpass.runtime.avro.RegistrySchemaIds;
import io.hallpass.runtime.settings.Agreement;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two people apply to one district at once. */
@ExtendWith(RunningStack.Extension.class)
final class ConcurrentApplyTest {
  @Test
  void differencesFromWhatIsNoLongerThereAreNotWritten(RunningStack running) throws Exception {
    SmallDistricts stack = new SmallDistricts(running);
    Path folder = stack.district("contested");
    CheckedDistrict mine = CheckedDistrict.require(folder);
    try (Applier applier = new Applier(running.endpoints(), mine.catalogue())) {
      Plan plan = applier.plan(mine.district(), mine.mappings());
      Difference difference = applier.difference(plan, mine.district(), mine.mappings());
      stack.recipient(folder, "acme", SmallDistricts.agreement("acme", "NAME"));
      assertThat(running.on("apply", folder.toString()).exitCode()).isZero();

      assertThatThrownBy(() -> applier.apply(plan, difference, mine.district(), mine.mappings()))
          .isInstanceOf(ConcurrentApplyException.class)
          .hasMessageStartingWith("somebody else applied to contested at the same time");

      SettingsTopic settings =
          new SettingsTopic(
              running.endpoints(),
              plan.topics(),
              new RegistrySchemaIds(running.endpoints().schemaRegistryUrl()));
      assertThat(settings.read()).containsKey(Agreement.PREFIX + "acme");
    }
  }
}
