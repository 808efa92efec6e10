package io.hallpass.cli.rejected;

import io.hallpass.runtime.topics.DistrictTopics;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a row stands in a raw topic.
 *
 * @param partition of the topic
 * @param offset in it
 */
record Place(TopicPartition partition, long offset) {
  private static final Pattern FORM = Pattern.compile("(.+)-(\\d{1,9})@(\\d{1,18})");

  /** The place that this text names, if it is one in a raw topic of the district. */
  static Optional<Place> of(String at, DistrictTopics topics) {
    Matcher place = FORM.matcher(at);
    return place.matches() && topics.rawPattern().matcher(place.group(1)).matches()
        ? Optional.of(
            new Place(
                new TopicPartition(place.group(1), Integer.parseInt(place.group(2))),
                Long.parseLong(place.group(3))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return partition + "@" + offset;
  }
}
