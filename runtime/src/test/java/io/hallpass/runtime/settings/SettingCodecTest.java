package io.hallpass.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.runtime.avro.InMemorySchemaIds;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SettingCodecTest {
  private final SettingCodec codec = new SettingCodec(new InMemorySchemaIds());

  static Stream<Setting> settings() {
    return Stream.of(
        new DistrictSetting(
            "everett",
            ZoneId.of("America/Los_Angeles"),
            "${env:SECRET}",
            Set.of("student.givenName"),
            Set.of("sis", "hallpass"),
            "roster",
            true),
        new MappingSetting("roster", "oneroster-csv", "mapping: roster", -17),
        new CodesSetting("grade", "from,to\n1,01\n"),
        new Applied(Instant.parse("2026-09-01T12:00:00.123Z")),
        agreement(Optional.of(LocalDate.of(2027, 7, 1))),
        agreement(Optional.empty()));
  }

  private static Agreement agreement(Optional<LocalDate> until) {
    return new Agreement(
        "a1",
        "acme",
        "lessons",
        Basis.CONSENT,
        Set.of("NAME", "*"),
        Set.of("student.givenName"),
        true,
        LocalDate.of(2026, 7, 1),
        until,
        Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aSettingReadsBackAsItWasWritten(Setting setting) {
    byte[] bytes = codec.encode(setting);

    assertThat(codec.decode(setting.key(), bytes)).isEqualTo(setting);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void theSameSettingHasTheSameBytes(Setting setting) {
    assertThat(codec.encode(setting))
        .isEqualTo(codec.encode(codec.decode(setting.key(), codec.encode(setting))));
  }

  @Test
  void aSettingOfNoKnownKindIsRefused() {
    assertThatThrownBy(() -> codec.decode("lunch/1", new byte[5])).hasMessageContaining("lunch/1");
  }
}
