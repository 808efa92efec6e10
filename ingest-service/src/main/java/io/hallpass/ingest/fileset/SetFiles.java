package io.hallpass.ingest.fileset;

import java.util.Map;
import java.util.Set;

/**
 * What a set has in its files, whatever is collected of them.
 *
 * @param digests of their contents, by path, without those that could not be read
 * @param consents paths of those that may say what parents decided
 * @param any whether every file may say anything: without one of them it is another set
 */
record SetFiles(Map<String, String> digests, Set<String> consents, boolean any) {
  /** Nothing that could be read. */
  static final SetFiles NONE = new SetFiles(Map.of(), Set.of(), false);

  SetFiles {
    digests = Map.copyOf(digests);
    consents = Set.copyOf(consents);
  }

  /** Whether all of them are as these, of which only another mapping may name more. */
  boolean in(Map<String, String> others) {
    return lacksNone(others) && others.entrySet().containsAll(digests.entrySet());
  }

  /** Whether the files with consents are as these, as far as they could be read. */
  boolean consentsIn(Map<String, String> others) {
    return lacksNone(others)
        && consents.stream()
            .filter(digests::containsKey)
            .allMatch(path -> digests.get(path).equals(others.get(path)));
  }

  /** Whether none of these is missing that could have said something. */
  private boolean lacksNone(Map<String, String> others) {
    return !any || consents.containsAll(others.keySet());
  }
}
