package io.hallpass.cli.spine;

import io.hallpass.cli.demo.DemoDistrict;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.people.Student;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing lost, nothing twice, nothing too much: each service alone and then everything is killed
 * while a district loads and consents change. Runs one seed with 500 students; {@code -Pfaults}
 * runs three with 20,000.
 */
final class FaultsTest {
  private static final int PARTITIONS = 4;
  private static final List<String> WITHDRAWN = List.of("NAME", "CONTACT", "DISCIPLINE");

  @Test
  void whateverIsKilledTheWarehousesEndAsTheModelSays(@TempDir Path dir) throws Exception {
    int students = Integer.getInteger("hallpass.faults.students", 500);
    int first = Integer.getInteger("hallpass.faults.first", 1);
    int seeds = Integer.getInteger("hallpass.faults.seeds", 1);
    for (int seed = first; seed < first + seeds; seed++) {
      try {
        survives(dir.resolve("seed-" + seed), seed, students);
      } catch (Exception | AssertionError e) {
        throw new AssertionError("seed " + seed + ", " + students + " students", e);
      }
    }
  }

  private static void survives(Path dir, long seed, int students) throws Exception {
    SyntheticDistrict district = SyntheticDistrict.of(seed, students);
    try (Services services = Services.start(dir)) {
      DemoDistrict made =
          DemoDistrict.make(services::database, district, dir.resolve("district"), PARTITIONS);
      Run run = new Run(services.endpoints(), made);
      Model model = new Model(district, run.secret());
      run.apply();
      Random random = new Random(seed);
      List<Integer> changed = new ArrayList<>();
      for (String service : services.names()) {
        decide(run, model, district, random, changed, students / 100 + 1);
        services.killOne(service);
      }
      services.awaitConnect();
      decide(run, model, district, random, changed, students / 100 + 1);
      services.killAll();
      decide(run, model, district, random, changed, students / 100 + 1);
      run.expect(district, model);
      run.noSecretInAnyTopic();
      run.partnerNeverHadMore(district, List.of(model), changed);
      Run.noValueInLogs(dir, district);
    }
  }

  /** Some students' guardians say no, and half of them yes again. */
  private static void decide(
      Run run,
      Model model,
      SyntheticDistrict district,
      Random random,
      List<Integer> changed,
      int howMany) {
    for (int i = 0; i < howMany; i++) {
      Student student = district.student(random.nextInt(district.size()));
      changed.add(student.index());
      run.decide(model, student, "DENY", WITHDRAWN);
      if (random.nextBoolean()) {
        run.decide(model, student, "GRANT", WITHDRAWN);
      }
    }
  }
}
