package io.hallpass.normalize.identity;

import org.junit.jupiter.api.Test;

/**
 * Holds the protocol against the model, in random orders of delivery. {@code
 * -Dhallpass.identity.schedules=1000000} runs more of them, {@code -Dhallpass.identity.seed=N} one.
 */
class IdentityScheduleTest {
  private static final long FIRST = Long.getLong("hallpass.identity.first", 1);

  @Test
  void everyOrderOfDeliveryEndsInWhatTheRowsSay() {
    Long seed = Long.getLong("hallpass.identity.seed");
    if (seed != null) {
      Schedule.run(seed);
      return;
    }
    long schedules = Long.getLong("hallpass.identity.schedules", 5_000);
    for (long next = FIRST; next < FIRST + schedules; next++) {
      Schedule.run(next);
    }
  }

  @Test
  void aDenialOfAStudentIsInForceBeforeAndAfterEveryMergeAndSplit() {
    Long seed = Long.getLong("hallpass.identity.merge-seed");
    if (seed != null) {
      MergeSchedule.run(seed);
      return;
    }
    long schedules = Long.getLong("hallpass.identity.schedules", 5_000);
    for (long next = FIRST; next < FIRST + schedules; next++) {
      MergeSchedule.run(next);
    }
  }

  @Test
  void aRecordNeverGoesOutWithoutItsDenialsInWhateverOrderTheTopicsAreRead() {
    Long seed = Long.getLong("hallpass.identity.passage-seed");
    if (seed != null) {
      PassageSchedule.run(seed);
      return;
    }
    long schedules = Long.getLong("hallpass.identity.schedules", 5_000);
    for (long next = FIRST; next < FIRST + schedules; next++) {
      PassageSchedule.run(next);
    }
  }
}
