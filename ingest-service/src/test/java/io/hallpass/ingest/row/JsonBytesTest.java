package io.hallpass.ingest.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonBytesTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();

  @Test
  void writesWhatJacksonWrites() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    JsonBytes json = new JsonBytes();
    for (int round = 0; round < 2_000; round++) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int field = random.nextInt(5); field > 0; field--) {
        row.put(text(random), random.nextInt(9) == 0 ? null : text(random));
      }

      json.begin();
      row.forEach(
          (name, value) -> {
            json.field(JsonBytes.name(name));
            json.text(value);
          });

      assertThat(new String(json.end(), UTF_8))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(JACKSON.writeValueAsString(row));
      assertThat(json.readable()).isTrue();
    }
  }

  @Test
  void saysWhenATextHeldBytesThatAreNoCharacters() {
    JsonBytes json = new JsonBytes();
    json.begin();
    json.field(JsonBytes.name("a"));
    json.text("x" + JsonBytes.UNREADABLE);

    assertThat(json.readable()).isFalse();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      int codePoint =
          switch (random.nextInt(5)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> "\"\\/\u007f\u2028".codePointAt(random.nextInt(5));
            case 2 -> 0x80 + random.nextInt(0xC000);
            case 3 -> 0x10000 + random.nextInt(0x10000);
            default -> 'a' + random.nextInt(26);
          };
      text.appendCodePoint(codePoint);
    }
    return text.toString();
  }
}
