package io.hallpass.ingest.rest;

import io.hallpass.ingest.row.RawRecords;
import io.hallpass.runtime.topics.DistrictTopics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Sees to it that lost consents close the gate: where a row of a resource that emits consents is
 * rejected, or the resource is not given any more, incomplete markers say that not all denials are
 * known. The end of a later whole pass takes that back.
 *
 * <p>The markers go before the batch with the rejected row: what is behind it may say that the row
 * need not be read again, and may be the last thing that is sent for long.
 */
final class ConsentWatch {
  private final RestSettings settings;
  private final Out out;
  private final DistrictTopics topics;
  private final Set<String> closed = new HashSet<>();

  /** Passes on to {@code out}. */
  ConsentWatch(RestSettings settings, Out out) {
    this.settings = settings;
    this.out = out;
    this.topics = new DistrictTopics(settings.district());
  }

  /** Where one reading of a resource is to send its records. */
  Out reading(ResourceReader reader) {
    return emitsConsents(reader) ? new Watched(reader) : out;
  }

  private final class Watched implements Out {
    private final ResourceReader reader;

    /** Of the beginning: what follows it is read again where this is the last that was stored. */
    private final Map<String, Object> offset;

    private boolean lost;

    Watched(ResourceReader reader) {
      this.reader = reader;
      this.offset = reader.state().map();
    }

    @Override
    public void send(List<SourceRecord> records) throws InterruptedException {
      if (lost || records.stream().noneMatch(this::rejected)) {
        out.send(records);
        return;
      }
      lost = true;
      List<SourceRecord> all = new ArrayList<>(incomplete(reader, offset, reader.state().number()));
      all.addAll(records);
      out.send(all);
    }

    private boolean rejected(SourceRecord record) {
      return record.topic().equals(topics.rejected());
    }
  }

  /** The resource was read. */
  void read(ResourceReader reader) {
    closed.remove(reader.resource());
  }

  /**
   * The server does not give the resource, or has it no more; that is said once. A pass that goes
   * on where it was broken off may end it, so it gets an older position than that.
   */
  void refused(ResourceReader reader) throws InterruptedException {
    if (emitsConsents(reader) && closed.add(reader.resource())) {
      reader.readWhole();
      ResourceState state = reader.state();
      out.send(incomplete(reader, state.map(), state.number() - 1));
    }
  }

  private boolean emitsConsents(ResourceReader reader) {
    return settings.resources().stream()
        .anyMatch(one -> one.consents() && one.name().equals(reader.resource()));
  }

  private List<SourceRecord> incomplete(
      ResourceReader reader, Map<String, Object> offset, long position) {
    Map<String, String> partition = ResourceRecords.partition(settings, reader.resource());
    RawRecords records =
        new RawRecords(settings.district(), settings.source(), settings.partitions(), partition);
    return records.incompleteMarkers(offset, records.topic(reader.resource()), position);
  }
}
