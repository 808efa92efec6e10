package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.spine.EveryByte;
import io.hallpass.cli.spine.Wait;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningStack.Extension.class)
final class MicrosoftSampleTest {
  private static final String PASSWORD = "P@ssword123";

  @Test
  void microsoftsSampleArrivesWholeAndItsPasswordsNowhere(RunningStack stack) throws Exception {
    Path files = Samples.folder("microsoft-sds-csv/SDS v2.1");
    TestDistrict sds = stack.district("sds");
    sds.files()
        .write(
            "sources/sds.yaml",
            "kind: csv\nmapping: sds-2.1-csv\nregisters: student\npath: '" + files + "'\n");

    sds.applied();

    Wait.until(
        "all users",
        () -> sds.count("student") + sds.count("staff") == 6 && sds.count("guardian") == 3);
    Wait.until(
        "all else", () -> sds.count("class_enrollment") == 4 && sds.count("demographics") == 4);
    long guardians = sds.number("SELECT count(DISTINCT record_id) FROM sds.guardian");
    assertThat(sds.count("student") + sds.count("staff") + guardians).isEqualTo(8);
    assertThat(sds.count("org")).isEqualTo(4);
    assertThat(sds.count("academic_session")).isEqualTo(2);
    assertThat(sds.count("course")).isEqualTo(3);
    assertThat(sds.count("class")).isEqualTo(2);
    assertThat(sds.count("class_enrollment") + sds.count("class_staff")).isEqualTo(6);
    assertThat(
            sds.count("special_education")
                + sds.count("section_504")
                + sds.count("meal_eligibility"))
        .isEqualTo(3);
    new EveryByte(stack.endpoints().bootstrapServers()).holdNo(MicrosoftSampleTest::password);
  }

  private static Optional<String> password(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(PASSWORD)
        ? Optional.of("a password of the sample")
        : Optional.empty();
  }
}
