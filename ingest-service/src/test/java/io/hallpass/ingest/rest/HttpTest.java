package io.hallpass.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://sis.example.org/ims/oneroster/v1p1",
        "http://localhost:8080/api",
        "http://127.0.0.1:9/",
        "http://[::1]:9/"
      })
  void encryptedOrOnThisMachineIsRight(String address) {
    assertThat(Http.DEFAULT.problem(address)).isEmpty();
  }

  @Test
  void unencryptedToAnotherMachineIsRefused() {
    assertThat(Http.DEFAULT.problem("http://sis.example.org/api"))
        .hasValueSatisfying(problem -> assertThat(problem).contains("must begin with https://"));
  }

  @Test
  void unencryptedMayBeAllowed() {
    assertThat(Http.DEFAULT.allowingHttp(true).problem("http://sis.example.org/api")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sis.example.org",
        "ftp://sis.example.org",
        "https:///api",
        "https://user:CANARY@sis.example.org",
        "https://sis.example.org/api?key=CANARY",
        "https://sis.example.org/#CANARY",
        "https://sis example.org/CANARY"
      })
  void whatIsNoPlainAddressIsRefusedAndNotRepeated(String address) {
    assertThat(Http.DEFAULT.problem(address))
        .hasValueSatisfying(problem -> assertThat(problem).doesNotContain("CANARY"));
  }
}
