package io.hallpass.ingest.edfi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.fileset.FileSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterchangeSetTest {
  @TempDir private Path folder;
  private final List<String> problems = new ArrayList<>();

  private InterchangeSet set(String... files) throws IOException {
    for (String file : files) {
      Files.writeString(folder.resolve(file), "<a/>");
    }
    return InterchangeSet.of(FileSet.at(folder), problems);
  }

  private void control(String text) throws IOException {
    Files.writeString(folder.resolve("MainControlFile.ctl"), text);
  }

  @Test
  void theControlFileSaysWhichFilesAndInWhichOrder() throws IOException {
    control(
        "\uFEFF@purge\r\nedfi-xml,StudentParent,b.xml\r\n\r\nEdFi-XML, EducationOrganization , a.xml\r\n");

    InterchangeSet set = set("a.xml", "b.xml", "c.xml", "notes.txt");

    assertThat(problems).isEmpty();
    assertThat(set.files()).containsExactly("b.xml", "a.xml");
    assertThat(set.unlisted()).containsExactly("c.xml");
  }

  @Test
  void withoutAControlFileEveryXmlFileIsReadByName() throws IOException {
    InterchangeSet set = set("b.xml", "C.XML", "a.xml", "d.csv");

    assertThat(problems).isEmpty();
    assertThat(set.files()).containsExactly("a.xml", "b.xml", "C.XML");
  }

  @Test
  void aFileWhoseMd5IsAnotherIsNotRead() throws IOException {
    control("edfi-xml,Student,a.xml," + "0".repeat(32) + "\nedfi-xml,Student,b.xml,");

    InterchangeSet set = set("a.xml", "b.xml");

    assertThat(problems)
        .containsExactly("MainControlFile.ctl:1: a.xml is not the file whose md5 is given");
    assertThat(set.files()).containsExactly("b.xml");
  }

  @Test
  void aFileWithItsMd5IsRead() throws Exception {
    String md5 =
        HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest("<a/>".getBytes(UTF_8)));
    control("edfi-xml,Student,a.xml," + md5.toUpperCase(Locale.ROOT));

    assertThat(set("a.xml").files()).containsExactly("a.xml");
    assertThat(problems).isEmpty();
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() throws IOException {
    control(
        """
        edfi-xml,Student,gone.xml
        edfi-csv,Student,a.xml
        edfi-xml,Student
        edfi-xml,Student,../a.xml
        edfi-xml,Student,a.xml,1234
        edfi-xml,Student,a.csv
        edfi-xml,Student,a.xml
        edfi-xml,Student,a.xml
        """);

    InterchangeSet set = set("a.xml");

    assertThat(problems)
        .containsExactlyInAnyOrder(
            "MainControlFile.ctl:1: gone.xml is not there",
            "MainControlFile.ctl:2: must be edfi-xml,Interchange,file and may end in ,md5",
            "MainControlFile.ctl:3: must be edfi-xml,Interchange,file and may end in ,md5",
            "MainControlFile.ctl:4: must name a file beside the control file, without a folder",
            "MainControlFile.ctl:5: has an md5 that is not of 32 hexadecimal digits",
            "MainControlFile.ctl:6: must name a file whose name ends in .xml",
            "MainControlFile.ctl:8: names the file of line 7 once more");
    assertThat(set.files()).containsExactly("a.xml");
  }

  @Test
  void aSetIsNotGuessed() throws IOException {
    assertThat(set().files()).isEmpty();
    assertThat(problems).containsExactly("has neither a control file (*.ctl) nor a file *.xml");

    problems.clear();
    control("\n");
    set("a.xml");
    assertThat(problems)
        .containsExactly(
            "MainControlFile.ctl: names no file; a line must be edfi-xml,Interchange,file and may end"
                + " in ,md5");

    problems.clear();
    set("other.ctl");
    assertThat(problems)
        .containsExactly("has more than one control file: MainControlFile.ctl, other.ctl");
  }
}
