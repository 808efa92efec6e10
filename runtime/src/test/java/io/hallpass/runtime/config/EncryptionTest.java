package io.hallpass.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncryptionTest {
  @ParameterizedTest
  @CsvSource({
    "localhost, prefer",
    "LocalHost, prefer",
    "127.0.0.1, prefer",
    "::1, prefer",
    "sis.example.org, require",
    "localhost.example.org, require",
    "10.0.0.1, require"
  })
  void onlyThisMachineIsReachedWithoutEncryption(String host, String mode) {
    assertThat(Encryption.byDefault(host)).isEqualTo(mode);
  }
}
