package io.hallpass.cli.demo;

import io.hallpass.cli.apply.Plan;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.kafka.TopicReader;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.RawHeaders;
import io.hallpass.runtime.topics.TopicAdmin;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts what comes from a district's vendors from a moment on: in their own topics, since what the
 * services publish of it is up to a second old.
 */
final class VendorRows {
  private final TopicReader reader;
  private final Map<TopicPartition, Long> ends;

  private VendorRows(TopicReader reader, Map<TopicPartition, Long> ends) {
    this.reader = reader;
    this.ends = ends;
  }

  /** Counts from now on. */
  static VendorRows from(Endpoints endpoints, DistrictTopics topics) {
    Predicate<String> raw = topics.rawPattern().asMatchPredicate();
    try (TopicAdmin admin = new TopicAdmin(endpoints.client())) {
      List<String> vendors =
          admin.names().stream()
              .filter(raw)
              .filter(topic -> !topics.sourceOf(topic).equals(Plan.BUILT_IN))
              .toList();
      TopicReader reader = new TopicReader(endpoints);
      return new VendorRows(reader, reader.ends(vendors));
    }
  }

  /** How many rows came since; that a vendor's snapshot is complete is none. */
  long since() {
    AtomicLong rows = new AtomicLong();
    reader.since(
        ends,
        record -> {
          if (record.headers().lastHeader(RawHeaders.MARKER) == null) {
            rows.incrementAndGet();
          }
        });
    return rows.get();
  }
}
