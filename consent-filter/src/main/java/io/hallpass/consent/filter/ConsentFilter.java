package io.hallpass.consent.filter;

import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.schemas.Catalogue;
import org.apache.kafka.streams.Topology;

/** The consent step as the service runner wants it. */
public final class ConsentFilter {
  /** The name of the step, in {@code application.id} and on the command line. */
  public static final String STEP = "consent";

  private ConsentFilter() {}

  /**
   * A topology for one district, with the vocabulary of this jar.
   *
   * @param partitions of the district's topics
   * @param ends where they end at the moment
   * @throws IllegalArgumentException naming everything that is wrong with the parameters
   */
  public static Topology topology(
      DistrictTopics topics, int partitions, SchemaIds ids, LastOffsets ends) {
    return ConsentTopology.build(FilterConfig.of(topics, partitions, ids, Catalogue.load(), ends));
  }
}
