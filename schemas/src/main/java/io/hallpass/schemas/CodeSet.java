package io.hallpass.schemas;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The codes a field may hold.
 *
 * @param name in kebab-case, as {@code hallpass.codes} names it
 * @param descriptions each code with what it means, in the file's order
 */
public record CodeSet(String name, Map<String, String> descriptions) {

  /** Keeps a copy, in the same order. */
  public CodeSet {
    descriptions = Collections.unmodifiableMap(new LinkedHashMap<>(descriptions));
  }

  /** All codes, in the file's order. */
  public Set<String> codes() {
    return descriptions.keySet();
  }

  /** Whether {@code code} is one of them, letter for letter. */
  public boolean contains(String code) {
    return descriptions.containsKey(code);
  }
}
