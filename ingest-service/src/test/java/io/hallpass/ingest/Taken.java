package io.hallpass.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpass.runtime.topics.RawHeaders;
import io.hallpass.runtime.topics.RejectHeaders;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/** Records that a task handed out, as their readers see them. */
public final class Taken {
  private Taken() {}

  /** Rows of a topic, {@code key=value}; a deletion's value is {@code null}. */
  public static List<String> rows(Collection<SourceRecord> records, String topic) {
    return records.stream()
        .filter(record -> record.topic().equals(topic) && !marker(record))
        .map(record -> text(record.key()) + "=" + text(record.value()))
        .toList();
  }

  /** Partitions that got the end marker of a complete snapshot. */
  public static List<Integer> markers(Collection<SourceRecord> records, String topic) {
    return partitions(records, topic, RawHeaders.COMPLETE);
  }

  /** Partitions that got the end marker of an incomplete snapshot. */
  public static List<Integer> incompleteMarkers(Collection<SourceRecord> records, String topic) {
    return partitions(records, topic, RawHeaders.INCOMPLETE);
  }

  private static List<Integer> partitions(
      Collection<SourceRecord> records, String topic, String marker) {
    return records.stream()
        .filter(record -> record.topic().equals(topic) && marker(record))
        .filter(r -> text(headers(r).lastHeader(RawHeaders.MARKER).value()).equals(marker))
        .map(SourceRecord::kafkaPartition)
        .toList();
  }

  /** Rejects as {@code code field resource at value}. */
  public static List<String> rejects(Collection<SourceRecord> records) {
    return records.stream()
        .filter(record -> record.topic().endsWith(".rejected"))
        .map(
            record -> {
              RecordHeaders headers = headers(record);
              return String.join(
                  " ",
                  RejectHeaders.text(headers, RejectHeaders.CODE),
                  RejectHeaders.text(headers, RejectHeaders.FIELD),
                  RejectHeaders.text(headers, RejectHeaders.RESOURCE),
                  RejectHeaders.text(headers, RejectHeaders.AT),
                  text(record.value()));
            })
        .toList();
  }

  /** The position on a record. */
  public static long position(SourceRecord record) {
    return RawHeaders.position(headers(record)).orElseThrow();
  }

  /** Whether this is an end marker of either kind: no key, no value. */
  public static boolean marker(SourceRecord record) {
    return headers(record).lastHeader(RawHeaders.MARKER) != null
        && record.key() == null
        && record.value() == null;
  }

  /** A record's headers as Kafka has them. */
  public static RecordHeaders headers(SourceRecord record) {
    RecordHeaders headers = new RecordHeaders();
    record.headers().forEach(header -> headers.add(header.key(), (byte[]) header.value()));
    return headers;
  }

  /** Bytes as text. */
  public static String text(Object bytes) {
    return bytes == null ? "null" : new String((byte[]) bytes, UTF_8);
  }

  /** All that a record holds, to look for what must not be there. */
  public static String everything(SourceRecord record) {
    StringBuilder all = new StringBuilder(text(record.key())).append(text(record.value()));
    record.headers().forEach(h -> all.append(h.key()).append(text(h.value())));
    return all.append(record.sourceOffset()).append(record.sourcePartition()).toString();
  }
}
