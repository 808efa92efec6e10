package io.hallpass.cli.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.runtime.config.Problems;
import io.hallpass.schemas.Catalogue;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.roster.OneRosterZip;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A district's OneRoster sets, night after night. With {@code -Dhallpass.intake.students=404000} it
 * is a measurement: what it prints is rows, seconds and the most heap that was in use, garbage
 * included; give it little heap to see how little is enough.
 */
final class NightlySetsTest {
  private static final int STUDENTS = Integer.getInteger("hallpass.intake.students", 500);
  private static final long SEED = 1;

  @TempDir private Path dir;

  private Map<String, String> connector() throws IOException {
    Files.createDirectories(dir.resolve("sources"));
    Files.writeString(
        dir.resolve("sources/roster.yaml"),
        "kind: oneroster-csv\nmapping: oneroster-1.2-csv\nregisters: student\npath: roster.zip\n");
    Problems problems = new Problems();
    Source source = new SourceReader(new Folder(dir, problems)).readAll().get(0);
    Mapping mapping =
        Mapping.load(
            source.mapping(),
            source.mappingText(),
            Catalogue.load(),
            StandardMappings.crosswalks());
    Map<String, String> config =
        source
            .settings()
            .connector(new SourceSettings.Place("everett", 1), source, mapping)
            .orElseThrow();
    config.put("poll.interval.ms", "10");
    config.put("quiet.ms", "0");
    return config;
  }

  private String night(RosterTask task, String what) throws InterruptedException {
    peaks().forEach(MemoryPoolMXBean::resetPeakUsage);
    long begin = System.nanoTime();
    String told = task.told();
    System.out.printf(
        "%s: %,d records in %.1f s, at most %,d MB of heap%n",
        what,
        task.records(),
        (System.nanoTime() - begin) / 1e9,
        peaks().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20);
    return told;
  }

  private static List<MemoryPoolMXBean> peaks() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  /** The same set without three of ten enrollments. */
  private static void lose(Path zip) throws IOException {
    Path part = zip.resolveSibling("roster.part");
    try (ZipFile from = new ZipFile(zip.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(part), UTF_8)) {
      for (ZipEntry entry : from.stream().toList()) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(from.getInputStream(entry), UTF_8));
        Writer text = new OutputStreamWriter(to, UTF_8);
        long line = 0;
        for (String row = lines.readLine(); row != null; row = lines.readLine()) {
          if (line == 0 || line % 10 > 2 || !entry.getName().equals("enrollments.csv")) {
            text.write(row + "\r\n");
          }
          line++;
        }
        text.flush();
        to.closeEntry();
      }
    }
    Files.move(part, zip, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void aDayOfChangesIsTakenAndALossIsHeld() throws Exception {
    Path zip = dir.resolve("roster.zip");
    SyntheticDistrict district = SyntheticDistrict.of(SEED, STUDENTS);
    OneRosterZip.write(zip, district);
    try (RosterTask task = new RosterTask(connector())) {
      assertThat(night(task, "first")).doesNotContain("held");
      task.archive();
      OneRosterZip.write(zip, district.on(1));
      assertThat(night(task, "a day later")).doesNotContain("held");
      task.archive();
      lose(zip);

      String told = night(task, "30 % of enrollments gone");

      assertThat(told)
          .contains("held", "enrollments.csv: ", " are gone (30 %; the limit is 10 %)")
          .contains("[\"enrollments.csv\",\"\",");
    }
  }
}
