package io.hallpass.ingest.fileset;

import java.util.Map;
import java.util.Set;

/**
 * What a set has in its files, whatever is collected of them.
 *
 * @param digests of their contents, by path, without those that could not be read
 * @param consents paths of those that say what parents decided
 */
record SetFiles(Map<String, String> digests, Set<String> consents) {
  /** Nothing that could be read. */
  static final SetFiles NONE = new SetFiles(Map.of(), Set.of());

  SetFiles {
    digests = Map.copyOf(digests);
    consents = Set.copyOf(consents);
  }

  /** Whether there are files, and all of them are as these. */
  boolean in(Map<String, String> others) {
    return !digests.isEmpty() && others.entrySet().containsAll(digests.entrySet());
  }

  /** Whether the files with consents are as these, as far as they could be read. */
  boolean consentsIn(Map<String, String> others) {
    return consents.stream()
        .filter(digests::containsKey)
        .allMatch(path -> digests.get(path).equals(others.get(path)));
  }
}
