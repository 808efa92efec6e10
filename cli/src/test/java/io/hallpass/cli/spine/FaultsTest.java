package io.hallpass.cli.spine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.demo.DemoDistrict;
import io.hallpass.cli.expected.Denials;
import io.hallpass.synthetic.Secrets;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.people.Student;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing lost, nothing twice, nothing too much: everything and then each service alone is killed
 * while a district loads and consents change. Runs one seed with 500 students; {@code -Pfaults}
 * runs three with 20,000.
 */
final class FaultsTest {
  private static final int PARTITIONS = 4;
  private static final List<String> WITHDRAWN = List.of("NAME", "CONTACT", "DISCIPLINE");
  private static final String ALL = "all";
  private static final List<String> VICTIMS =
      List.of(ALL, "ingest", "normalize", "consent", "sink");

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
      Denials denials = new Denials();
      Run run = new Run(services.endpoints(), made, denials);
      int few = students / 100 + 1;
      Trickle trickle =
          new Trickle(district, made.sisUrl(), denials, 2 * VICTIMS.size() - 1, 4 * few);
      Load load = new Load(run, trickle);
      run.apply();
      Random random = new Random(seed);
      int early = 0;
      for (String victim : VICTIMS) {
        awaitWork(load, trickle, victim);
        early += kill(services, load, victim) ? 1 : 0;
        decide(run, district, random, few);
        services.startAgain();
      }
      // A kill that finds all work done proves nothing; a quick step may be done now and then.
      assertThat(early).as("kills that found work undone").isGreaterThan(VICTIMS.size() / 2);
      decide(run, district, random, few);
      run.expect(district);
      new EveryByte(services.endpoints().bootstrapServers()).holdNo(Secrets::named);
      new Released(run, district).neverMoreThanAllowed();
      Logs.holdNoValue(dir, district);
    }
  }

  /**
   * Waits until the victim is at work, and lets more work in that it cannot have done when it is
   * killed a moment later. There is enough to do for the first.
   */
  private static void awaitWork(Load load, Trickle trickle, String victim) throws SQLException {
    String input = victim.equals(ALL) ? "ingest" : Load.inputOf(victim);
    long before = load.end(input);
    if (!victim.equals(ALL)) {
      trickle.next();
    }
    Wait.until("work for " + victim, () -> load.end(input) > before);
    trickle.next();
  }

  /** kill -9. Whether all that was killed had work that was not done. */
  private static boolean kill(Services services, Load load, String victim)
      throws IOException, SQLException {
    if (victim.equals(ALL)) {
      services.killAll();
    } else {
      services.kill(victim);
    }
    boolean undone = true;
    for (String step : victim.equals(ALL) ? Load.STEPS : List.of(victim)) {
      undone &= load.written(step) < load.toWrite(step);
    }
    return undone;
  }

  /** Some students' guardians say no, and half of them yes again. */
  private static void decide(Run run, SyntheticDistrict district, Random random, int howMany) {
    for (int i = 0; i < howMany; i++) {
      Student student = district.student(random.nextInt(district.size()));
      run.decide(student, "DENY", WITHDRAWN);
      if (random.nextBoolean()) {
        run.decide(student, "GRANT", WITHDRAWN);
      }
    }
  }
}
