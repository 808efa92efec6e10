package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guide's tables, held against the mappings and the samples. */
class SdsGuideTest {
  private static final Path GUIDE = Path.of("../docs/sources/sds.md");
  private static final Path SAMPLES = Path.of("../../shared/samples/microsoft-sds-csv");
  private static final List<String> MAPPINGS =
      List.of("sds-1-csv", "sds-1-uk-csv", "sds-2-csv", "sds-2.1-csv");
  private static final String BEGIN = "<!-- made by SdsGuideTest -->\n";
  private static final String END = "<!-- end of what is collected -->\n";

  @Test
  void theGuideSaysWhatIsCollected() throws IOException {
    String table = table();
    String guide = Files.readString(GUIDE);
    if (Boolean.getBoolean("hallpass.docs.write")) {
      int end = guide.indexOf(END) + END.length();
      guide = guide.substring(0, guide.indexOf(BEGIN)) + table + guide.substring(end);
      Files.writeString(GUIDE, guide);
    }

    assertThat(guide)
        .as(
            "make it anew: mvn -pl normalize-streams -am verify -Dtest=SdsGuideTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dhallpass.docs.write=true")
        .contains(table);
  }

  @ParameterizedTest
  @CsvSource({
    "sds-1-csv, SDS Format/100 Users",
    "sds-1-uk-csv, UK Format/100 Users",
    "sds-2-csv, SDS v2",
    "sds-2.1-csv, SDS v2.1"
  })
  void theGuideSaysWhyOfEveryColumnThatIsNotCollected(String name, String set) throws IOException {
    assumeTrue(Files.isDirectory(SAMPLES), "the sample files are not beside the project");
    String guide = Files.readString(GUIDE);
    String not = guide.substring(guide.indexOf("## What is not, and why"));
    for (ResourceMapping resource : Samples.standard(name).resources()) {
      String header = Files.readAllLines(SAMPLES.resolve(set).resolve(resource.file())).get(0);
      assertThat(List.of(header.split(",")))
          .as(resource.file())
          .filteredOn(column -> !resource.columns().contains(column))
          .allMatch(column -> not.contains("`" + column + "`"));
    }
  }

  private static String table() {
    StringBuilder table = new StringBuilder(BEGIN);
    table.append("| mapping | file | columns |\n| --- | --- | --- |\n");
    for (String name : MAPPINGS) {
      for (ResourceMapping resource : Samples.standard(name).resources()) {
        table.append("| `" + name + "` | `" + resource.file() + "` | ");
        table.append(String.join(", ", resource.columns())).append(" |\n");
      }
    }
    return table.append(END).toString();
  }
}
