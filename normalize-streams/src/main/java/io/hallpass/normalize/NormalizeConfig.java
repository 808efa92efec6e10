package io.hallpass.normalize;

import io.hallpass.runtime.config.References;
import io.hallpass.runtime.topics.DistrictTopics;
import java.time.Duration;
import java.util.Objects;

/**
 * What the topology of one district needs.
 *
 * @param topics of the district
 * @param partitions of its topics, at least 1
 * @param references resolves the district's secret
 * @param sliceRows how many rows a long pass looks at in one go: far fewer than a transaction holds
 * @param sliceEvery how often a long pass is moved
 * @param statusEvery how often counts are published, where they changed
 */
public record NormalizeConfig(
    DistrictTopics topics,
    int partitions,
    References references,
    int sliceRows,
    Duration sliceEvery,
    Duration statusEvery) {

  public NormalizeConfig {
    Objects.requireNonNull(topics, "topics");
    Objects.requireNonNull(references, "references");
    if (partitions < 1
        || sliceRows < 1
        || sliceEvery.toMillis() < 1
        || statusEvery.toMillis() < 1) {
      throw new IllegalArgumentException(
          "partitions, sliceRows, sliceEvery and statusEvery must be positive");
    }
  }

  /** With the values that services use. */
  public static NormalizeConfig of(DistrictTopics topics, int partitions) {
    return new NormalizeConfig(
        topics,
        partitions,
        References.ofProcess(),
        500,
        Duration.ofMillis(10),
        Duration.ofSeconds(1));
  }
}
