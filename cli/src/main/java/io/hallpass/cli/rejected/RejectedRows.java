package io.hallpass.cli.rejected;

import io.hallpass.cli.kafka.Districts;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.kafka.TopicReader;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Reads a district's rejected rows of the last thirty days, for as long as their topic has them.
 */
public final class RejectedRows {
  private final Endpoints endpoints;
  private final DistrictTopics topics;
  private final Filter filter;
  private final Map<String, String> kinds;

  /**
   * Which of them.
   *
   * @param source empty for all
   * @param code empty for all
   */
  public record Filter(Optional<String> source, Optional<ErrorCode> code) {
    boolean takes(Rejection row) {
      return source.map(row.source()::equals).orElse(true)
          && code.map(wanted -> wanted.name().equals(row.code())).orElse(true);
    }
  }

  /**
   * Those of a district.
   *
   * @throws ConfigException where there is no such district
   */
  public RejectedRows(Endpoints endpoints, String district, Filter filter) {
    this.endpoints = endpoints;
    this.topics = Districts.require(endpoints, district);
    this.filter = filter;
    this.kinds = Districts.kinds(endpoints, topics);
  }

  DistrictTopics topics() {
    return topics;
  }

  /**
   * Hands over each, with what brings it back; those of a partition in their order.
   *
   * @throws ConfigException where the filter names a source that is none and of which no row was
   *     rejected
   */
  public void each(BiConsumer<Rejection, Remedy> to) {
    TreeSet<String> sources = new TreeSet<>(kinds.keySet());
    new TopicReader(endpoints)
        .all(
            topics.rejected(),
            record -> {
              Rejection row = Rejection.of(record);
              sources.add(row.source());
              if (filter.takes(row)) {
                to.accept(row, Remedy.of(row, kinds, topics));
              }
            });
    if (filter.source().filter(name -> !sources.contains(name)).isPresent()) {
      throw new ConfigException(List.of("--source: there is no such source; there are " + sources));
    }
  }
}
