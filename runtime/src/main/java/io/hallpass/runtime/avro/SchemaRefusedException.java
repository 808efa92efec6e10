package io.hallpass.runtime.avro;

import java.util.List;

/**
 * The registry holds schemas that ours are not compatible with. Nothing may run until somebody
 * decides.
 */
public final class SchemaRefusedException extends RuntimeException {
  public SchemaRefusedException(List<String> subjects) {
    super("the registry refuses as incompatible: " + String.join(", ", subjects));
  }
}
