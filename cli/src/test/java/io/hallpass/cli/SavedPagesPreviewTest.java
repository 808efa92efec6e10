package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of saved answers of an Ed-Fi API, from init to preview. */
final class SavedPagesPreviewTest {
  @TempDir private Path temp;

  private Command everett(String command) {
    return Command.hallpass(command, temp.resolve("everett").toString());
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(temp.resolve("pages"));
    Files.writeString(temp.resolve("pages").resolve(file), text);
  }

  private Command init() {
    return Command.hallpass(
        "init", "--from", temp.resolve("pages").toString(), temp.resolve("everett").toString());
  }

  @Test
  void pagesOfAVersionThatIsFollowedNeedNoHintAboutOlderOnes() throws IOException {
    write(
        "students.json",
        "[{\"studentUniqueId\":\"1\",\"firstName\":\"Ada\",\"birthDate\":\"2012-01-02\","
            + "\"birthSexDescriptor\":\"uri://ed-fi.org/SexDescriptor#Female\"}]");

    Command init = init();

    assertThat(init.err()).isEmpty();
    assertThat(temp.resolve("everett/sources/edfi.yaml"))
        .content()
        .contains("answers of an Ed-Fi ODS/API (students)", "kind: edfi-rest")
        .doesNotContain("No page writes", "not read");
    assertThat(everett("preview").out())
        .contains("student: 1 records", "Ada", "2012-01-02", "Female", "no row rejected");
  }

  @Test
  void aPageThatWasCutOffIsRecognisedAndPreviewSaysWhere() throws IOException {
    write("students.json", "[{\"studentUniqueId\":\"canary\"");

    Command init = init();

    assertThat(init.err()).isEmpty();
    Command preview = everett("preview");
    assertThat(preview.exitCode()).isEqualTo(2);
    assertThat(preview.err())
        .contains("students.json: students: ", "at line 1")
        .doesNotContain("canary");
  }

  @Test
  void pagesThatAreGoneMatterToPreviewAndNotToCheck() throws IOException {
    write("students.json", "[{\"studentUniqueId\":\"1\"}]");
    init();
    Files.delete(temp.resolve("pages/students.json"));
    Files.delete(temp.resolve("pages"));

    Command preview = everett("preview");

    assertThat(everett("check").err()).isEmpty();
    assertThat(preview.exitCode()).isEqualTo(2);
    assertThat(preview.err()).contains("sources/edfi.yaml: pages: ", "does not exist");
  }

  @Test
  void otherJsonIsNoPageAndWhatWouldBeIsSaid() throws IOException {
    write("notes.json", "[]");
    write("students.json", "\"students\"");

    Command init = init();

    assertThat(init.exitCode()).isEqualTo(2);
    assertThat(init.err()).contains("nor answers of an Ed-Fi API", "students.json");
    assertThat(temp.resolve("everett")).doesNotExist();
  }
}
