package io.hallpass.synthetic.expected;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Collects fields from texts, as a mapping would: what is empty is not there. */
final class Fields {
  private final Map<String, Object> fields = new TreeMap<>();

  Fields text(String name, String value) {
    return any(name, value.isEmpty() ? null : value);
  }

  Fields date(String name, String value) {
    return any(name, value.isEmpty() ? null : LocalDate.parse(value));
  }

  Fields whole(String name, String value) {
    return any(name, value.isEmpty() ? null : Integer.valueOf(value));
  }

  Fields number(String name, String value) {
    return any(name, value.isEmpty() ? null : Double.valueOf(value));
  }

  Fields truth(String name, String value) {
    return any(name, value.isEmpty() ? null : Boolean.valueOf(value));
  }

  /** The parts of a text, without blanks around them and without empty ones. */
  Fields list(String name, String value, String separator) {
    List<String> parts = parts(value, separator);
    return any(name, parts.isEmpty() ? null : parts);
  }

  Fields reference(String name, String source, String entity, String vendorId) {
    return any(name, vendorId.isEmpty() ? null : new Reference(source, entity, vendorId));
  }

  Fields any(String name, Object value) {
    if (value != null) {
      fields.put(name, value);
    }
    return this;
  }

  Map<String, Object> all() {
    return fields;
  }

  static List<String> parts(String value, String separator) {
    return Arrays.stream(value.split(Pattern.quote(separator)))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
