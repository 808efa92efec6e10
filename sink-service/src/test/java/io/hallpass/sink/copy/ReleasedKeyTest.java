package io.hallpass.sink.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.runtime.topics.CanonicalKey;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleasedKeyTest {
  private static final UUID STUDENT = UUID.fromString("c56a4180-65aa-42ec-a945-5fd21dec0538");
  private static final UUID RECORD = UUID.fromString("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");

  @Test
  void aStudentsRecordIsReadAsItWasWritten() {
    ReleasedKey key =
        ReleasedKey.parse(CanonicalKey.student(STUDENT, "class-enrollment", RECORD).bytes());

    assertThat(key.entity()).isEqualTo("class-enrollment");
    assertThat(key.student()).isTrue();
    assertThat(key.row().studentId()).isEqualTo(STUDENT);
    assertThat(key.row().recordId()).isEqualTo(RECORD);
  }

  @Test
  void aReferenceRecordIsReadAsItWasWritten() {
    ReleasedKey key = ReleasedKey.parse(CanonicalKey.reference("org", RECORD).bytes());

    assertThat(key.entity()).isEqualTo("org");
    assertThat(key.student()).isFalse();
    assertThat(key.row().recordId()).isEqualTo(RECORD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "/f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "org/f81d4fae-7dec-11d0-a765-00a0c91e6bfg",
        "org/f81d4fae+7dec-11d0-a765-00a0c91e6bf6",
        "org/f81d4fae-7dec-11d0-a765-00a0c91e6bf",
        "org/x/f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "c56a4180-65aa-42ec-a945-5fd21dec0538/f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "c56a4180-65aa-42ec-a945-5fd21dec0538//f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "c56a4180-65aa-42ec-a945-5fd21dec05é8/org/f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "c56a4180-65aa-42ec-a945-5fd21dec0538/identity"
      })
  void anythingElseIsRefusedAndNotRepeated(String key) {
    assertThatThrownBy(() -> ReleasedKey.parse(key.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnfitRecordException.class)
        .hasMessage("a key must be <studentId>/<entity>/<recordId> or <entity>/<recordId>");
  }
}
