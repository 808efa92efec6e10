package io.hallpass.ingest.rest;

import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** Takes records on their way to Kafka. */
@FunctionalInterface
public interface Out {
  /** Hands records over, in their order; waits until there is room for them. */
  void send(List<SourceRecord> records) throws InterruptedException;
}
