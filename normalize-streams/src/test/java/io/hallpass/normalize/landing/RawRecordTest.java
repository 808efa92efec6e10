package io.hallpass.normalize.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.topics.RawHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A record that is put aside comes back as it was. */
final class RawRecordTest {
  private static final byte[] KEY = bytes("{\"no\":\"1\"}");
  private static final byte[] VALUE = bytes("{\"no\":\"1\",\"name\":\"Canary\"}");

  static List<Arguments> records() {
    return List.of(
        Arguments.of(RawRecord.Kind.ROW, KEY, VALUE, headers(7, null, "name,notes")),
        Arguments.of(RawRecord.Kind.ROW, KEY, null, headers(7, null, "")),
        Arguments.of(RawRecord.Kind.ROW, new byte[0], VALUE, new RecordHeaders()),
        Arguments.of(RawRecord.Kind.ROW_WITHOUT_KEY, null, VALUE, new RecordHeaders()),
        Arguments.of(RawRecord.Kind.COMPLETE, null, null, headers(7, RawHeaders.COMPLETE, "")),
        Arguments.of(RawRecord.Kind.INCOMPLETE, null, null, headers(7, RawHeaders.INCOMPLETE, "")),
        Arguments.of(RawRecord.Kind.NOTHING, null, null, new RecordHeaders()));
  }

  @ParameterizedTest
  @MethodSource("records")
  void everythingOfARecordIsKept(RawRecord.Kind kind, byte[] key, byte[] value, Headers headers) {
    RawRecord before =
        RawRecord.of("vendor", "pupils", new Record<>(key, value, 1_000, headers), 42);

    RawRecord after = RawRecord.decode("vendor", before.encode());

    assertThat(after.kind()).isEqualTo(before.kind()).isEqualTo(kind);
    assertThat(after.source()).isEqualTo("vendor");
    assertThat(after.resource()).isEqualTo("pupils");
    assertThat(after.key().key()).isEqualTo(key == null ? new byte[0] : key);
    assertThat(after.value()).isEqualTo(value);
    assertThat(after.position()).isEqualTo(RawHeaders.position(headers));
    assertThat(after.time()).isEqualTo(1_000);
    assertThat(after.offset()).isEqualTo(42);
    assertThat(Set.copyOf(after.unchanged())).isEqualTo(RawHeaders.unchanged(headers));
    assertThat(after.toString()).doesNotContain("Canary").doesNotContain("no");
  }

  private static Headers headers(long position, String marker, String unchanged) {
    Headers headers = new RecordHeaders();
    headers.add(RawHeaders.POSITION, RawHeaders.position(position));
    headers.add(RawHeaders.UNCHANGED, bytes(unchanged));
    if (marker != null) {
      headers.add(RawHeaders.MARKER, bytes(marker));
    }
    return headers;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
