package io.hallpass.synthetic.expected;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A record of the common schema that the mappings must make from a synthetic district. Its record
 * id is made from source, entity and vendor's id, in that order.
 *
 * @param entity in kebab-case
 * @param source {@code roster} or {@code sis}
 * @param vendorId what the mapping's {@code id} gives
 * @param student index of the student whose record it is; empty for reference records
 * @param fields by name, without keys and without those that are empty: {@code String}, {@code
 *     Integer}, {@code Double}, {@code Boolean}, {@code LocalDate}, {@code Instant}, {@code
 *     List<String>} or {@link Reference}
 */
public record ExpectedRecord(
    String entity,
    String source,
    String vendorId,
    OptionalInt student,
    Map<String, Object> fields) {
  public ExpectedRecord {
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }
}
