package io.hallpass.sink.delivery;

import io.hallpass.sink.topic.TopicState;
import io.hallpass.sink.topic.TopicState.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides whether a warehouse may go on from where it stands. It may not where a tombstone or a
 * masked record could have passed it by, since then a withdrawn value would stay for ever.
 *
 * @param replayRestored whether a warehouse that went back in time may read on from there: harmless
 *     while the topic still has every tombstone, which is checked in any case
 */
record ResumeRule(boolean replayRestored) {
  /**
   * A transaction ends with a marker, which takes an offset and is never delivered. So one offset
   * between the warehouse and the end holds no record: a record would have its own marker behind
   * it.
   */
  private static final int MARKER = 1;

  /** Tombstones can be read for {@code delete.retention.ms}; half of it is left for catching up. */
  static Duration patience(TopicState topic) {
    return topic.deleteRetention().dividedBy(2);
  }

  /** Whether everything written to a partition has been delivered. */
  static boolean caughtUp(long nextOffset, long end) {
    return nextOffset + MARKER >= end;
  }

  /** Whether nothing was ever delivered: then nothing in the warehouse can be out of date. */
  static boolean untouched(long nextOffset, Reach reach) {
    return nextOffset == reach.start();
  }

  /** What speaks against going on, a line each; empty where nothing does. */
  List<String> problems(Map<Integer, Position> positions, TopicState topic) {
    List<String> problems = new ArrayList<>();
    for (var entry : new TreeMap<>(positions).entrySet()) {
      Reach reach = topic.partitions().get(entry.getKey());
      String where = "partition " + entry.getKey() + ": ";
      if (!entry.getValue().topicId().equals(topic.topicId())) {
        problems.add(
            where
                + "the topic was deleted and made again since: its id is "
                + topic.topicId()
                + ", the warehouse was filled from "
                + entry.getValue().topicId());
      } else if (reach == null) {
        problems.add(where + "the topic has no such partition");
      } else {
        offsets(where, entry.getValue(), reach, topic, problems);
      }
    }
    return problems;
  }

  private void offsets(
      String where, Position position, Reach reach, TopicState topic, List<String> problems) {
    long next = position.nextOffset();
    if (next < reach.start()) {
      problems.add(
          where
              + "the warehouse stands at offset "
              + next
              + ", the topic begins at "
              + reach.start()
              + ": records were deleted before they were delivered");
    } else if (next > reach.end()) {
      problems.add(
          where
              + "the warehouse stands at offset "
              + next
              + ", beyond the topic's end at "
              + reach.end()
              + ": the topic has lost records or was restored");
    } else if (overdue(position, topic) && !fresh(next, reach)) {
      problems.add(where + stale(position.sinceFresh(), topic));
    } else if (next < reach.reported() && !untouched(next, reach) && !replayRestored) {
      problems.add(
          where
              + "the warehouse stands at offset "
              + next
              + " and had reported "
              + reach.reported()
              + " to Kafka: it was restored from a backup");
    }
  }

  /** Whether something that was written could be gone before it is delivered. */
  static boolean overdue(Position position, TopicState topic) {
    return position.sinceFresh().compareTo(patience(topic)) > 0;
  }

  /** Whether the warehouse lacks nothing, or may start from the topic's beginning. */
  static boolean fresh(long nextOffset, Reach reach) {
    return caughtUp(nextOffset, reach.end()) || untouched(nextOffset, reach);
  }

  static String stale(Duration sinceFresh, TopicState topic) {
    return "the warehouse was last up to date "
        + sinceFresh.toHours()
        + " hours ago, more than half of the topic's delete.retention.ms ("
        + topic.deleteRetention().toHours()
        + " hours): a withdrawal may have passed it by";
  }
}
