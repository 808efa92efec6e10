package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.sis.SisMark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RunningStack.Extension.class)
final class GenerateCommandTest {
  private static final SyntheticDistrict MONDAY = SyntheticDistrict.of(1, 40);

  @TempDir private Path dir;

  private Command generate(String sis, String... more) {
    List<String> args =
        new ArrayList<>(List.of("generate", dir.toString(), "--students", "40", "--sis", sis));
    args.addAll(List.of(more));
    return Command.hallpass(args.toArray(String[]::new));
  }

  private static String emptyDatabase(RunningStack stack) {
    String name = "sis_" + UUID.randomUUID().toString().replace("-", "");
    return stack.warehouse().replaceFirst("/warehouse$", "/" + name + "?user=postgres");
  }

  private static SisMark mark(String sis) throws Exception {
    try (Connection connection = DriverManager.getConnection(sis)) {
      return SisMark.read(connection).orElseThrow();
    }
  }

  @Test
  void whatIsGeneratedCanBeChecked(RunningStack stack) throws Exception {
    String sis = emptyDatabase(stack);

    Command generate = generate(sis);

    assertThat(generate.err()).isEmpty();
    assertThat(mark(sis)).isEqualTo(SisMark.of(MONDAY));
    Command check = Command.hallpass("check", dir.resolve("district").toString());
    assertThat(check.err()).isEmpty();
    assertThat(check.exitCode()).isZero();
  }

  @Test
  void aLaterDayIsPlayedOnZipAndSisAndTheFolderStays(RunningStack stack) throws Exception {
    String sis = emptyDatabase(stack);
    generate(sis);
    byte[] zip = Files.readAllBytes(dir.resolve("roster.zip"));
    Files.writeString(dir.resolve("district/district.yaml"), "# mine\n");

    Command generate = generate(sis, "--day", "1");

    assertThat(generate.err()).isEmpty();
    assertThat(generate.out()).contains("SIS: brought to day 1");
    assertThat(mark(sis)).isEqualTo(SisMark.of(MONDAY.on(1)));
    assertThat(Files.readAllBytes(dir.resolve("roster.zip"))).isNotEqualTo(zip);
    assertThat(dir.resolve("district/district.yaml")).hasContent("# mine");
  }

  @Test
  void anEarlierDayIsRefusedBeforeAnythingIsWritten(RunningStack stack) throws Exception {
    String sis = emptyDatabase(stack);
    generate(sis, "--day", "1");
    byte[] zip = Files.readAllBytes(dir.resolve("roster.zip"));

    Command generate = generate(sis);

    assertThat(generate.exitCode()).isEqualTo(2);
    assertThat(generate.err().lines())
        .singleElement()
        .asString()
        .contains("--sis: the database is past day 0");
    assertThat(Files.readAllBytes(dir.resolve("roster.zip"))).isEqualTo(zip);
  }

  @Test
  void aSisThatIsNotThereIsSaid() {
    assertThat(generate("jdbc:postgresql://127.0.0.1:1/sis?user=u").err())
        .contains("--sis: 127.0.0.1:1 cannot be reached");
    assertThat(generate("mysql://sis").err()).contains("--sis: must be a URL as jdbc:postgresql:");
  }
}
