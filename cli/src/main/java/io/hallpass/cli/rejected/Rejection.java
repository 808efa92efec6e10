package io.hallpass.cli.rejected;

import io.hallpass.runtime.topics.RejectHeaders;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * What may be said of a rejected row: names and places, nothing of the row.
 *
 * @param code an {@link io.hallpass.runtime.topics.ErrorCode}
 * @param column the column, or {@code entity.field}, at fault; empty where none is
 * @param source whose row it is
 * @param resource as in topics
 * @param at {@code file:line}, {@code topic-partition@offset}, or the district's name where the row
 *     came from the landing store
 * @param when it was rejected
 * @param keyed whether its key is known
 * @param kept whether its collected columns are kept beside
 */
public record Rejection(
    String code,
    String column,
    String source,
    String resource,
    String at,
    Instant when,
    boolean keyed,
    boolean kept) {

  /** What a record of the rejected topic says. */
  public static Rejection of(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    return new Rejection(
        RejectHeaders.text(headers, RejectHeaders.CODE),
        RejectHeaders.text(headers, RejectHeaders.FIELD),
        RejectHeaders.text(headers, RejectHeaders.SOURCE),
        RejectHeaders.text(headers, RejectHeaders.RESOURCE),
        RejectHeaders.text(headers, RejectHeaders.AT),
        Instant.ofEpochMilli(record.timestamp()),
        record.key() != null && record.key().length > 0,
        record.value() != null);
  }
}
