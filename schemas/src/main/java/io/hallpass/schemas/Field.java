package io.hallpass.schemas;

import java.util.Optional;

/**
 * One field of an entity.
 *
 * @param name in camelCase, as the standard writes it
 * @param position its place in the record, from 0; also its bit in a set of fields
 * @param type of the value
 * @param category empty for the two keys, {@code studentId} and {@code recordId}
 * @param references the entity whose record this field names, where it names one
 * @param codes the code set its values come from, where there is one
 * @param required whether a record without a value for it is refused when mapped
 * @param doc what it means and where the term comes from
 */
public record Field(
    String name,
    int position,
    FieldType type,
    Optional<Category> category,
    Optional<String> references,
    Optional<String> codes,
    boolean required,
    String doc) {

  /** True for {@code studentId} and {@code recordId}. */
  public boolean key() {
    return category.isEmpty();
  }

  /** This field as a bit of a set of fields. */
  public long bit() {
    return 1L << position;
  }
}
