package io.hallpass.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VocabularyDocTest {

  @Test
  void referenceIsCurrent() throws IOException {
    Path reference = Samples.repository().resolve("docs/reference/vocabulary.md");
    String rendered = VocabularyDoc.render(Catalogue.load());
    if (Boolean.getBoolean("hallpass.docs.write")) {
      Files.createDirectories(reference.getParent());
      Files.writeString(reference, rendered);
    }

    String committed = Files.exists(reference) ? Files.readString(reference) : "";

    assertThat(committed.replace("\r\n", "\n").equals(rendered))
        .as(
            "docs/reference/vocabulary.md is not what the schemas say; make it anew with"
                + " mvn -pl schemas test -Dtest=VocabularyDocTest -Dhallpass.docs.write=true")
        .isTrue();
  }
}
