package io.hallpass.consent;

import io.hallpass.runtime.service.ServiceMain;

/** Runs the consent filter as a process of its own. */
public final class Main {
  private Main() {}

  /** Takes none, or {@code --config FILE}. */
  public static void main(String[] args) {
    System.exit(
        ServiceMain.run(
            "consent",
            args,
            config -> ServiceMain.withHealth(config, ConsentService.start(config))));
  }
}
