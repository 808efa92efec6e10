package io.hallpass.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;

/** Real inputs that lie beside the checkout and never in it. */
final class Samples {
  private Samples() {}

  /** A folder of them; without it the test is skipped, and fails where {@code CI} is true. */
  static Path folder(String name) {
    try {
      return folder(Path.of("../../shared/samples"), name, System.getenv());
    } catch (TestAbortedException e) {
      System.out.println("skipped: " + e.getMessage());
      throw e;
    }
  }

  static Path folder(Path samples, String name, Map<String, String> environment) {
    Path folder = samples.resolve(name).toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      String missing = "the folder '" + name + "' of the samples beside the checkout is missing";
      if ("true".equals(environment.get("CI"))) {
        throw new AssertionError(missing + ", and CI may not go without it");
      }
      Assumptions.abort(missing);
    }
    return folder;
  }
}
