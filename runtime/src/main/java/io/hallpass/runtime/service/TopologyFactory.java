package io.hallpass.runtime.service;

import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.topics.DistrictTopics;
import org.apache.kafka.streams.Topology;

/** Makes the topology of one step for one district. */
@FunctionalInterface
public interface TopologyFactory {
  /**
   * A new topology.
   *
   * @param partitions of the district's topics
   */
  Topology topology(DistrictTopics topics, int partitions, SchemaIds ids);
}
