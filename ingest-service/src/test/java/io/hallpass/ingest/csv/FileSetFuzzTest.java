package io.hallpass.ingest.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.ingest.Fuzz;
import io.hallpass.ingest.Taken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Damaged sets: each is read or held, with a clear result; none stops the task, takes long or much
 * memory; and of one that is read every row is a record or a reject, whatever stands in front of
 * it.
 */
class FileSetFuzzTest {
  private static final int CASES = 4_000;
  private static final long MOST_BYTES = 100_000_000;
  private static final List<String> RESOURCES = List.of("orgs", "users");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(CsvSourceTask.class);

  @TempDir private Path folder;

  @BeforeEach
  void quiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterEach
  void loud() {
    LOG.setLevel(null);
  }

  @Test
  void everyDamagedSetHasAClearResult() {
    Map<String, Integer> results = Fuzz.run("sets of CSV files", CASES, MOST_BYTES, this::one);
    assertThat(results.keySet()).contains("held", "read", "read with rejects");
  }

  private String one(int number, Random random) throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Map<String, String> modes = new LinkedHashMap<>();
    RESOURCES.forEach(name -> modes.put(name, random.nextInt(4) == 0 ? "delta" : "bulk"));
    RESOURCES.forEach(name -> files.put(name + ".csv", rows(name, random).getBytes(UTF_8)));
    Zips.oneRoster(modes, Map.of()).forEach((name, text) -> files.put(name, text.getBytes(UTF_8)));
    Mutations mutations = new Mutations(random);
    boolean inside = random.nextBoolean();
    if (inside) {
      List<String> names = List.copyOf(files.keySet());
      files.computeIfPresent(
          names.get(random.nextInt(names.size())), (name, bytes) -> mutations.of(bytes));
    }
    Path set = folder.resolve("set" + number);
    if (!inside || random.nextBoolean()) {
      byte[] zip = Zips.bytes(files, random.nextBoolean());
      Files.write(set, inside ? zip : mutations.of(zip));
    } else {
      Files.createDirectory(set);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(set.resolve(file.getKey()), file.getValue());
      }
    }
    return result(set, inside ? files : Map.of());
  }

  private static String rows(String name, Random random) {
    String quote = random.nextBoolean() ? "\"" : "";
    String end = List.of("\n", "\r", "\r\n").get(random.nextInt(3));
    StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "\uFEFF" : "");
    text.append("sourcedId,status,dateLastModified,name,note").append(end);
    for (int i = random.nextInt(30); i >= 0; i--) {
      String note = random.nextInt(5) == 0 ? "\"two" + end + "lines, \"\"quoted\"\"\"" : "";
      text.append(quote).append(name).append(i).append(quote).append(",active,,");
      text.append(quote)
          .append("Zo\u00eb \u674e")
          .append(quote)
          .append(',')
          .append(note)
          .append(end);
    }
    return text.toString();
  }

  private String result(Path set, Map<String, byte[]> files) throws Exception {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett",
                "sis",
                1,
                set.toString(),
                CsvSourceSettings.Format.oneRoster("1.2"),
                RESOURCES.stream()
                    .map(r -> new CsvResource(r, r + ".csv", List.of("sourcedId"), List.of("name")))
                    .toList())
            .withTimes(10, 0);
    CsvRun run = new CsvRun(folder, settings);
    List<SourceRecord> records = run.untilTold(text -> true);
    run.stop();
    JsonNode told = JSON.readTree(run.progress());
    if (told.has("held")) {
      assertThat(records).extracting(SourceRecord::topic).containsOnly("everett.control.status");
      assertThat(told.get("held")).isNotEmpty();
      return "held";
    }
    long rejects = 0;
    for (String resource : RESOURCES) {
      rejects += check(resource, told.path("resources").path(resource), records, files);
    }
    return rejects == 0 ? "read" : "read with rejects";
  }

  /** Returns how many rows of the resource were rejected. */
  private static long check(
      String resource, JsonNode told, List<SourceRecord> records, Map<String, byte[]> files) {
    String topic = "everett.raw.sis." + resource;
    Map<Boolean, Long> found = new HashMap<>(Map.of(true, 0L, false, 0L));
    Taken.rows(records, topic).forEach(row -> found.merge(true, 1L, Long::sum));
    Taken.rejects(records).stream()
        .filter(reject -> reject.contains(" " + resource + " "))
        .forEach(reject -> found.merge(false, 1L, Long::sum));
    assertThat(told.path("rows").asLong()).isEqualTo(found.get(true) + found.get(false));
    assertThat(told.path("rejected").asLong()).isEqualTo(found.get(false));
    boolean complete = !Taken.markers(records, topic).isEmpty();
    boolean incomplete = !Taken.incompleteMarkers(records, topic).isEmpty();
    assertThat(complete && incomplete).isFalse();
    assertThat(incomplete).isEqualTo(found.get(false) > 0);
    byte[] file = files.get(resource + ".csv");
    if (!told.isMissingNode() && file != null) {
      // Also where rows were rejected: what is behind them must not get lost.
      long rows = CountedRows.in(new String(file, UTF_8)) - 1;
      if (incomplete) {
        assertThat(found.get(true) + found.get(false)).isGreaterThanOrEqualTo(rows);
      } else {
        assertThat(found.get(true)).isEqualTo(rows);
      }
    }
    return found.get(false);
  }
}
