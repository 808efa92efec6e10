package io.hallpass.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class CanonicalKeyTest {
  private static final UUID STUDENT = UUID.fromString("6b1f0d3e-7a52-4c0e-9a53-1f2c3d4e5f60");
  private static final UUID RECORD = UUID.fromString("0c9c5a34-1111-8222-9333-444455556666");

  @Test
  void aStudentsKeyReadsBackAsItWasWritten() {
    CanonicalKey key = CanonicalKey.student(STUDENT, "class-enrollment", RECORD);

    assertThat(CanonicalKey.parse(key.bytes())).isEqualTo(key);
    assertThat(key).hasToString(STUDENT + "/class-enrollment/" + RECORD);
  }

  @Test
  void aReferenceKeyReadsBackAsItWasWritten() {
    CanonicalKey key = CanonicalKey.reference("org", RECORD);

    assertThat(CanonicalKey.parse(key.bytes())).isEqualTo(key);
  }

  @Test
  void everythingOfAStudentIsInOnePartition() {
    int record =
        CanonicalKey.partition(CanonicalKey.student(STUDENT, "student", RECORD).bytes(), 7);
    int consent =
        CanonicalKey.partition(
            CanonicalKey.student(STUDENT, "consent", UUID.randomUUID()).bytes(), 7);
    int identity =
        CanonicalKey.partition((STUDENT + "/identity").getBytes(StandardCharsets.UTF_8), 7);

    assertThat(consent).isEqualTo(record);
    assertThat(identity).isEqualTo(record).isEqualTo(CanonicalKey.partition(STUDENT, 7));
  }

  @Test
  void referenceDataIsPartitionedByItsRecord() {
    CanonicalKey key = CanonicalKey.reference("academic-session", RECORD);

    assertThat(CanonicalKey.partition(key.bytes(), 7)).isEqualTo(key.partition(7));
  }

  @Test
  void aKeyOfAnotherFormIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> CanonicalKey.parse("Ada Lovelace"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("Ada");
  }
}
