package io.hallpass.ingest.rest;

import io.hallpass.ingest.row.RawRecords;
import io.hallpass.runtime.topics.DistrictTopics;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Sees to it that lost consents close the gate: where a look for changes rejects a row of a
 * resource that emits consents, or the resource is not given any more, incomplete markers say that
 * not all denials are known. The end of a whole pass takes that back.
 */
final class ConsentWatch implements Out {
  private final RestSettings settings;
  private final Out out;
  private final DistrictTopics topics;
  private final Set<String> closed = new HashSet<>();
  private boolean rejected;
  private boolean ended;

  /** Passes on to {@code out}. */
  ConsentWatch(RestSettings settings, Out out) {
    this.settings = settings;
    this.out = out;
    this.topics = new DistrictTopics(settings.district());
  }

  @Override
  public void send(List<SourceRecord> records) throws InterruptedException {
    for (SourceRecord record : records) {
      rejected |= record.topic().equals(topics.rejected());
      // Behind a pass with its end the end says it.
      ended |= record.kafkaPartition() != null;
    }
    out.send(records);
  }

  /** The next records are another reading's. */
  void begin() {
    rejected = false;
    ended = false;
  }

  /** The resource was read. */
  void read(ResourceReader reader) throws InterruptedException {
    closed.remove(reader.resource());
    if (rejected && !ended && emitsConsents(reader)) {
      incomplete(reader, reader.state().number());
    }
  }

  /**
   * The server does not give the resource, or has it no more; that is said once. A pass that goes
   * on where it was broken off may end it, so it gets an older position than that.
   */
  void refused(ResourceReader reader) throws InterruptedException {
    if (emitsConsents(reader) && closed.add(reader.resource())) {
      reader.readWhole();
      incomplete(reader, reader.state().number() - 1);
    }
  }

  private boolean emitsConsents(ResourceReader reader) {
    return settings.resources().stream()
        .anyMatch(one -> one.consents() && one.name().equals(reader.resource()));
  }

  private void incomplete(ResourceReader reader, long position) throws InterruptedException {
    Map<String, String> partition = ResourceRecords.partition(settings, reader.resource());
    RawRecords records =
        new RawRecords(settings.district(), settings.source(), settings.partitions(), partition);
    String topic = records.topic(reader.resource());
    out.send(records.incompleteMarkers(reader.state().map(), topic, position));
  }
}
