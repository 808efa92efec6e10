package io.hallpass.cli.spine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.synthetic.Secrets;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.people.Student;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What services of their own process wrote. */
final class Logs {
  private Logs() {}

  /** What each service wrote, and PostgreSQL and the registry under them, by file. */
  static Map<Path, String> of(Path dir) throws IOException {
    Map<Path, String> texts = new TreeMap<>();
    for (Path folder : List.of(dir, dir.resolve("data/logs"))) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
          texts.put(file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        }
      }
    }
    return texts;
  }

  /** The services do log, and their logs hold no secret and no student's id. */
  static void holdNoValue(Path dir, SyntheticDistrict district) throws IOException {
    Map<Path, String> texts = of(dir);
    assertThat(texts.get(dir.resolve("normalize.log"))).contains("normalize: started");
    List<String> sourcedIds = district.students().map(Student::sourcedId).toList();
    texts.forEach(
        (file, text) -> {
          assertThat(Secrets.isSecret(text)).as("a secret in %s", file).isFalse();
          assertThat(sourcedIds).as("a student in %s", file).noneMatch(text::contains);
        });
  }
}
