package io.hallpass.ingest.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

class SourcePartitionTest {
  @Test
  void itsTextIsTheSameWhenConnectHasReadAndWrittenItAgain() {
    assertThat(again(SourcePartition.of("everett", "sis")))
        .isEqualTo("{\"district\":\"everett\",\"source\":\"sis\"}");
    Map<String, String> three = SourcePartition.of("everett", "sis", "students");
    assertThat(again(three)).isEqualTo(text(three));
  }

  private static String again(Object partition) {
    return text(converter().toConnectData("offsets", text(partition).getBytes(UTF_8)).value());
  }

  private static String text(Object partition) {
    return new String(converter().fromConnectData("offsets", null, partition), UTF_8);
  }

  private static JsonConverter converter() {
    JsonConverter json = new JsonConverter();
    json.configure(Map.of("schemas.enable", "false"), true);
    return json;
  }
}
