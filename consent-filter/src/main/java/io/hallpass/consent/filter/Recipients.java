package io.hallpass.consent.filter;

import io.hallpass.runtime.topics.DistrictTopics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Short numbers for all recipients this task ever released to, so that the stores need not repeat
 * names. Numbers are never given twice: one whose agreement is gone must still be taken back from.
 */
final class Recipients {
  private final DistrictTopics topics;
  private final Meta meta;
  private final List<String> names = new ArrayList<>();
  private final List<String> released = new ArrayList<>();

  Recipients(DistrictTopics topics, Meta meta) {
    this.topics = topics;
    this.meta = meta;
    byte[] stored = meta.get(Meta.RECIPIENTS);
    if (stored != null) {
      new String(stored, StandardCharsets.US_ASCII).lines().forEach(this::add);
    }
  }

  /** The number of a recipient; a new one where it has none yet. */
  int number(String name) {
    int known = names.indexOf(name);
    if (known >= 0) {
      return known;
    }
    add(name);
    meta.put(Meta.RECIPIENTS, String.join("\n", names).getBytes(StandardCharsets.US_ASCII));
    return names.size() - 1;
  }

  List<String> names() {
    return names;
  }

  /** The topic of a recipient. */
  String topic(int number) {
    return released.get(number);
  }

  private void add(String name) {
    names.add(name);
    released.add(topics.released(name));
  }
}
