package io.hallpass.ingest.connect;

import java.util.HashMap;
import java.util.Map;

/**
 * The source partitions of Connect's offsets. Connect stores an offset under the JSON text of its
 * partition, whose names stand in the order of the map, and looks it up by that text. {@code
 * Map.of} has another order in each run of a JVM: a worker that was started again would not find
 * what it stored, and Connect, which reads partitions into plain hash maps, would forget offsets
 * (KIP-875) under a text at which there is nothing. So these are such hash maps, filled as Connect
 * fills them.
 */
public final class SourcePartition {
  private SourcePartition() {}

  /** Of what a source as a whole has read. */
  public static Map<String, String> of(String district, String source) {
    Map<String, String> partition = new HashMap<>();
    partition.put("district", district);
    partition.put("source", source);
    return partition;
  }

  /** Of what it has read of one resource. */
  public static Map<String, String> of(String district, String source, String resource) {
    Map<String, String> partition = of(district, source);
    partition.put("resource", resource);
    return partition;
  }
}
