package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class RecordIdsTest {

  @Test
  void anIdIsTheHmacOfSourceEntityAndVendorsIdMarkedAsVersionEight() throws Exception {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    for (String part : new String[] {"sis", "student", "4711-ä"}) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      new DataOutputStream(input).writeInt(bytes.length);
      input.write(bytes);
    }
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Samples.SECRET, "HmacSHA256"));
    String hex = HexFormat.of().formatHex(mac.doFinal(input.toByteArray())).substring(0, 32);

    UUID id = Samples.ids().id("sis", "student", "4711-ä");

    String digits = id.toString().replace("-", "");
    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(digits.substring(0, 12)).isEqualTo(hex.substring(0, 12));
    assertThat(digits.substring(13, 16)).isEqualTo(hex.substring(13, 16));
    assertThat(digits.substring(17)).isEqualTo(hex.substring(17));
  }

  @Test
  void partsDoNotRunIntoEachOther() {
    RecordIds ids = Samples.ids();

    Set<UUID> all = new HashSet<>();
    all.add(ids.id("ab", "c", "d"));
    all.add(ids.id("a", "bc", "d"));
    all.add(ids.id("a", "b", "cd"));
    all.add(ids.id("abc", "", "d"));

    assertThat(all).hasSize(4);
  }

  @Test
  void theSameRecordKeepsItsIdWhateverWasAskedBetween() {
    RecordIds ids = Samples.ids();
    UUID first = ids.id("sis", "org", "1");

    for (int i = 0; i < 20_000; i++) {
      ids.id("sis", "org", "x".repeat(i % 700) + i);
    }

    assertThat(ids.id("sis", "org", "1"))
        .isEqualTo(first)
        .isEqualTo(Samples.ids().id("sis", "org", "1"));
  }

  @Test
  void anotherSecretGivesAnotherId() {
    RecordIds other =
        new RecordIds("another secret of some length".getBytes(StandardCharsets.US_ASCII));

    assertThat(other.id("sis", "org", "1")).isNotEqualTo(Samples.ids().id("sis", "org", "1"));
  }

  @Test
  void aShortSecretIsRefused() {
    assertThatThrownBy(() -> new RecordIds(new byte[15])).hasMessageContaining("at least 16 bytes");
  }
}
