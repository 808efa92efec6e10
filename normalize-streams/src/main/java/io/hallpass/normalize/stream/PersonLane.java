package io.hallpass.normalize.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What travels on the consents lane besides messages to persons: records without a key, sent to
 * every partition. A complete-marker says that one landing partition has passed on all consents of
 * a source, an incomplete-marker that this is so no longer; a dismissal names an unmatched denial
 * that no longer counts.
 */
public final class PersonLane {
  private static final String COMPLETE = "hallpass.consents.complete";
  private static final String INCOMPLETE = "hallpass.consents.incomplete";
  private static final String PARTITION = "hallpass.landing.partition";
  private static final String DISMISS = "hallpass.consents.dismiss";

  private PersonLane() {}

  /** Headers of a complete-marker. */
  public static Headers complete(String source, int landingPartition) {
    return marker(COMPLETE, source, landingPartition);
  }

  /** Headers of an incomplete-marker. */
  public static Headers incomplete(String source, int landingPartition) {
    return marker(INCOMPLETE, source, landingPartition);
  }

  private static Headers marker(String what, String source, int landingPartition) {
    Headers headers = new RecordHeaders();
    headers.add(what, source.getBytes(StandardCharsets.UTF_8));
    headers.add(PARTITION, ByteBuffer.allocate(Integer.BYTES).putInt(landingPartition).array());
    return headers;
  }

  /** The source whose consents are complete, if this is such a marker. */
  static Optional<String> completeSource(Headers headers) {
    return value(headers, COMPLETE).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** The source whose consents are complete no longer, if this is such a marker. */
  static Optional<String> incompleteSource(Headers headers) {
    return value(headers, INCOMPLETE).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** The landing partition that says so. */
  static int landingPartition(Headers headers) {
    return ByteBuffer.wrap(value(headers, PARTITION).orElseThrow()).getInt();
  }

  /** Headers of a dismissal. */
  public static Headers dismiss(UUID consent) {
    Headers headers = new RecordHeaders();
    headers.add(DISMISS, consent.toString().getBytes(StandardCharsets.US_ASCII));
    return headers;
  }

  /** The consent to dismiss, if this is a dismissal. */
  static Optional<UUID> dismissed(Headers headers) {
    return value(headers, DISMISS)
        .map(bytes -> UUID.fromString(new String(bytes, StandardCharsets.US_ASCII)));
  }

  private static Optional<byte[]> value(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? Optional.empty() : Optional.ofNullable(header.value());
  }
}
