package io.hallpass.normalize;

import io.hallpass.runtime.service.ServiceMain;

/** Runs normalize as a process of its own. */
public final class Main {
  private Main() {}

  /** Takes none, or {@code --config FILE}. */
  public static void main(String[] args) {
    System.exit(
        ServiceMain.run(
            "normalize",
            args,
            config -> ServiceMain.withHealth(config, NormalizeService.start(config))));
  }
}
