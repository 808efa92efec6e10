package io.hallpass.consent.filter;

import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A hash of what decisions depend on in the vocabulary: categories, and the places of fields. */
final class Fingerprint {
  private final byte[] hash;

  Fingerprint(Catalogue catalogue) {
    StringBuilder text = new StringBuilder();
    for (Entity entity : catalogue.entities()) {
      text.append(entity.name()).append(' ').append(entity.scope()).append(' ');
      text.append(entity.category()).append('\n');
      for (Field field : entity.fields()) {
        text.append(field.name()).append(' ').append(field.type()).append(' ');
        text.append(field.category()).append('\n');
      }
    }
    long value = Hash64.of(text.toString().getBytes(StandardCharsets.UTF_8));
    this.hash = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  /** Whether none was ever stored: the task has no state. */
  static boolean absent(Meta meta) {
    return meta.get(Meta.CATALOGUE) == null;
  }

  /** Stores this fingerprint; true where another one was stored before. */
  boolean replaces(Meta meta) {
    byte[] stored = meta.get(Meta.CATALOGUE);
    if (Arrays.equals(stored, hash)) {
      return false;
    }
    meta.put(Meta.CATALOGUE, hash);
    return stored != null;
  }
}
