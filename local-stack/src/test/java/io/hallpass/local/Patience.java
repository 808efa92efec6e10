package io.hallpass.local;

import java.time.Duration;

/** How long tests wait for what is sure to come: the build says it, for machines differ. */
final class Patience {
  static final Duration LONGEST =
      Duration.ofMinutes(Integer.getInteger("hallpass.wait.minutes", 6));

  private Patience() {}
}
