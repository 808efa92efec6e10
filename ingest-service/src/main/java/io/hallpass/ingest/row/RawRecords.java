package io.hallpass.ingest.row;

import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.ErrorCode;
import io.hallpass.runtime.topics.RawHeaders;
import io.hallpass.runtime.topics.RejectHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Makes the records of one source: rows and end markers for its raw topics, rejects, and what is
 * known of its progress. All are bytes, so that {@code ByteArrayConverter} passes them as they are.
 */
public final class RawRecords {
  private static final byte[] COMPLETE = utf8(RawHeaders.COMPLETE);
  private static final byte[] INCOMPLETE = utf8(RawHeaders.INCOMPLETE);

  private final DistrictTopics topics;
  private final String source;
  private final int partitions;
  private final Map<String, ?> sourcePartition;

  /**
   * Records of {@code source}.
   *
   * @param partitions of the raw topics: an end marker goes into each
   * @param sourcePartition under which Connect stores the offsets
   */
  public RawRecords(
      String district, String source, int partitions, Map<String, ?> sourcePartition) {
    this.topics = new DistrictTopics(district);
    this.source = source;
    this.partitions = partitions;
    this.sourcePartition = sourcePartition;
  }

  /** The raw topic of a resource. */
  public String topic(String resource) {
    return topics.raw(source, resource);
  }

  /**
   * A row.
   *
   * @param topic from {@link #topic}
   * @param value null for a row that was deleted
   * @param unchanged columns the source left out because they did not change; mostly none
   */
  public SourceRecord row(
      Map<String, ?> offset,
      String topic,
      byte[] key,
      byte[] value,
      long position,
      List<String> unchanged) {
    ConnectHeaders headers = at(position);
    if (!unchanged.isEmpty()) {
      headers.addBytes(RawHeaders.UNCHANGED, utf8(String.join(",", unchanged)));
    }
    return record(offset, topic, null, key, value, headers);
  }

  /** The end markers of a complete snapshot of a resource: one for each partition. */
  public List<SourceRecord> markers(Map<String, ?> offset, String topic, long position) {
    return markers(offset, topic, position, COMPLETE);
  }

  /**
   * The end markers of a snapshot of a resource that was read to its end although rows of it were
   * rejected: one for each partition.
   */
  public List<SourceRecord> incompleteMarkers(Map<String, ?> offset, String topic, long position) {
    return markers(offset, topic, position, INCOMPLETE);
  }

  private List<SourceRecord> markers(
      Map<String, ?> offset, String topic, long position, byte[] marker) {
    return IntStream.range(0, partitions)
        .mapToObj(
            partition -> {
              ConnectHeaders headers = at(position);
              headers.addBytes(RawHeaders.MARKER, marker);
              return record(offset, topic, partition, null, null, headers);
            })
        .toList();
  }

  /**
   * A row that could not be taken.
   *
   * @param value the collected row, or null where the row could not be split: it may hold what
   *     nobody mapped
   * @param field the column at fault, or null
   * @param at {@code file:line}
   */
  public SourceRecord reject(
      Map<String, ?> offset,
      byte[] value,
      ErrorCode code,
      String field,
      String resource,
      String at) {
    ConnectHeaders headers = new ConnectHeaders();
    String name = DistrictTopics.resourceName(resource);
    RejectHeaders.write(new RecordHeaders(), code, field, source, name, at)
        .forEach(header -> headers.addBytes(header.key(), header.value()));
    return record(offset, topics.rejected(), null, null, value, headers);
  }

  /** What {@code status} shows of this source, a JSON object; the latest one counts. */
  public SourceRecord progress(Map<String, ?> offset, byte[] json) {
    return record(offset, topics.status(), 0, utf8("ingest/" + source), json, new ConnectHeaders());
  }

  private SourceRecord record(
      Map<String, ?> offset,
      String topic,
      Integer partition,
      byte[] key,
      byte[] value,
      ConnectHeaders headers) {
    return new SourceRecord(
        sourcePartition,
        offset,
        topic,
        partition,
        Schema.OPTIONAL_BYTES_SCHEMA,
        key,
        Schema.OPTIONAL_BYTES_SCHEMA,
        value,
        null,
        headers);
  }

  private static ConnectHeaders at(long position) {
    ConnectHeaders headers = new ConnectHeaders();
    headers.addBytes(RawHeaders.POSITION, RawHeaders.position(position));
    return headers;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
