package io.hallpass.normalize.mapping;

/**
 * Hears of codes that nobody knows: they emptied a field, had a row rejected, or left out what it
 * would give. A code is a value of a row: whoever hears of it must not say it of one person.
 */
public interface UnknownCodes {
  /** Hears nothing. */
  UnknownCodes NOBODY = (field, codes, text, person) -> {};

  /**
   * A code was not known.
   *
   * @param field {@code entity.field}, {@code entity.when} or {@code entity.forEach}
   * @param codes the crosswalk, as its file is called, or the vocabulary's own code set
   * @param text the code, as the row has it or as a crosswalk gave it
   * @param person whose record it would be in, {@code system:value}; empty for nobody's
   */
  void code(String field, String codes, String text, String person);
}
