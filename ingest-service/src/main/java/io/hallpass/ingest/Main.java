package io.hallpass.ingest;

import io.hallpass.runtime.service.ConnectWorker;
import io.hallpass.runtime.service.ServiceMain;

/** Runs the Connect worker of ingest as a process of its own. */
public final class Main {
  private static final String GROUP = "hallpass.ingest";

  private Main() {}

  /**
   * Takes none, or {@code --config FILE}; {@code http.port} is where Connect's REST interface
   * listens.
   */
  public static void main(String[] args) {
    System.exit(ServiceMain.run("ingest", args, config -> ConnectWorker.start(config, GROUP)));
  }
}
