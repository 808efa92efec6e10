package io.hallpass.runtime.topics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topic as it should be.
 *
 * @param name of the topic
 * @param partitions how many; never changed for a living district
 * @param config settings that differ from the broker's
 */
public record TopicSpec(String name, int partitions, Map<String, String> config) {
  private static final String DAY = Long.toString(86_400_000L);
  private static final String WEEK = Long.toString(7 * 86_400_000L);
  private static final String MONTH = Long.toString(30 * 86_400_000L);

  public TopicSpec {
    config = Map.copyOf(config);
  }

  /**
   * A compacted topic: how long a withdrawn value can linger in its log is a stated number, a day.
   */
  public static TopicSpec compacted(String name, int partitions) {
    Map<String, String> config = new TreeMap<>();
    config.put("cleanup.policy", "compact");
    config.put("max.compaction.lag.ms", DAY);
    config.put("segment.ms", DAY);
    config.put("delete.retention.ms", MONTH);
    return new TopicSpec(name, partitions, config);
  }

  /** A topic of rows under way, kept a week. */
  public static TopicSpec rows(String name, int partitions) {
    return new TopicSpec(
        name, partitions, Map.of("cleanup.policy", "delete", "retention.ms", WEEK));
  }

  /** The rejected topic, kept thirty days. */
  public static TopicSpec rejected(String name, int partitions) {
    return new TopicSpec(
        name, partitions, Map.of("cleanup.policy", "delete", "retention.ms", MONTH));
  }

  /** The topics that every district has, whatever its sources and recipients. */
  public static List<TopicSpec> ofDistrict(DistrictTopics topics, int partitions) {
    return List.of(
        compacted(topics.records(), partitions),
        compacted(topics.reference(), partitions),
        compacted(topics.consents(), partitions),
        compacted(topics.settings(), partitions),
        compacted(topics.status(), 1),
        rejected(topics.rejected(), partitions),
        rows(topics.rekeyed(), partitions),
        rows(topics.persons(), partitions),
        rows(topics.personsConsents(), partitions),
        rows(topics.moves(), partitions),
        rows(topics.movesConsents(), partitions),
        rows(topics.raw("hallpass", "consents"), partitions),
        compacted(topics.raw("hallpass", "students"), partitions));
  }
}
