package io.hallpass.schemas;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the public samples beside the checkout, and the checkout itself. */
final class Samples {
  private Samples() {}

  static Optional<Path> file(String relative) {
    return above("shared/samples/" + relative);
  }

  /** The repository root: the directory that holds this module. */
  static Path repository() {
    return above("schemas/src/main/resources")
        .orElseThrow()
        .getParent()
        .getParent()
        .getParent()
        .getParent();
  }

  private static Optional<Path> above(String relative) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(relative))) {
        return Optional.of(at.resolve(relative));
      }
    }
    return Optional.empty();
  }
}
