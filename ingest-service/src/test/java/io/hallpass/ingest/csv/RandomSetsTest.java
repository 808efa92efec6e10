package io.hallpass.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.hallpass.ingest.fileset.DropFolder;
import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.ingest.fileset.FileSetSettings.Kept;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Whole and changed files, in any order, some late, with crashes at any record: once an operator
 * has approved what was held, what landed is what the sets say one after the other.
 */
class RandomSetsTest {
  private static final String USERS = "everett.raw.sis.users";
  private static final int RUNS = 30;
  private static final int SETS = 8;
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
  void whatLandsIsWhatTheSetsSayInTheirOrder() throws Exception {
    long seed = Long.getLong("hallpass.sets.seed", System.nanoTime());
    for (int i = 0; i < RUNS; i++) {
      try {
        run(folder.resolve("run" + i), new Random(seed + i));
      } catch (Exception | AssertionError e) {
        throw new AssertionError("-Dhallpass.sets.seed=" + seed + ", run " + i, e);
      }
    }
  }

  private static CsvSourceSettings settings(Path folder, Set<String> approved) {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett",
                "sis",
                1,
                folder.resolve("drop").toString(),
                CsvSourceSettings.Format.oneRoster("1.2"),
                List.of(new CsvResource("users", "users.csv", List.of("id"), List.of("name"))))
            .withTimes(10, 0);
    return settings.withFiles(
        settings
            .files()
            .withDrop(new DropFolder("*.zip", DropFolder.Order.NAME))
            .withDecisions(new Decisions(approved, Set.of())));
  }

  private static void run(Path folder, Random random) throws Exception {
    Files.createDirectories(folder.resolve("drop"));
    CsvRun run = new CsvRun(folder, settings(folder, Set.of()), new Kept("", 1));
    Landing landing = new Landing(USERS);
    Set<String> approved = new HashSet<>();
    Map<Integer, Map<String, String>> said = new TreeMap<>();
    Map<Integer, Boolean> whole = new TreeMap<>();
    while (said.size() < SETS) {
      int number = random.nextInt(100);
      if (said.containsKey(number)) {
        continue;
      }
      whole.put(number, random.nextBoolean());
      said.put(number, new TreeMap<>());
      for (int i = random.nextInt(6); i >= 0; i--) {
        boolean gone = !whole.get(number) && random.nextInt(3) == 0;
        said.get(number).put("s" + random.nextInt(8), gone ? null : "of " + number);
      }
      drop(run, number, whole.get(number), said.get(number));
      for (int i = random.nextInt(4); i > 0; i--) {
        some(run, landing, random);
      }
      if (random.nextInt(3) == 0) {
        approve(run, folder, approved);
      }
    }
    for (int quiet = 0; quiet < 10; ) {
      List<SourceRecord> records = run.polls(1);
      records.forEach(landing::take);
      quiet = records.isEmpty() ? quiet + 1 : 0;
      if (quiet == 8 && run.progress().contains("held") && approve(run, folder, approved)) {
        quiet = 0;
      }
    }
    run.stop();
    assertThat(folder.resolve("drop")).isEmptyDirectory();
    assertThat(landing.rows()).isEqualTo(expected(said, whole));
  }

  private static void drop(CsvRun run, int number, boolean whole, Map<String, String> rows)
      throws Exception {
    StringBuilder text = new StringBuilder("id,status,name\n");
    rows.forEach(
        (id, name) ->
            text.append(id).append(name == null ? ",tobedeleted,\n" : ",active," + name + "\n"));
    run.zip(
        "drop/set-" + number + ".zip",
        Zips.oneRoster(
            Map.of("users", whole ? "bulk" : "delta"), Map.of("users.csv", text.toString())));
  }

  /** Some polls, and perhaps a crash that forgets the records after any one. */
  private static void some(CsvRun run, Landing landing, Random random) throws Exception {
    List<SourceRecord> records = run.pollsWithoutCommit(1 + random.nextInt(5));
    boolean crash = random.nextInt(3) == 0;
    int kept = crash ? random.nextInt(records.size() + 1) : records.size();
    for (SourceRecord record : records.subList(0, kept)) {
      landing.take(record);
      run.committedUpTo(record);
      run.note(record);
    }
    if (crash) {
      run.restart();
    }
  }

  /** Approves every set that is held; false where there is none that was not approved. */
  private static boolean approve(CsvRun run, Path folder, Set<String> approved) {
    Matcher id = Pattern.compile("\"id\":\"(\\w+)\"").matcher(run.progress());
    boolean more = false;
    while (id.find()) {
      more |= approved.add(id.group(1));
    }
    if (more) {
      run.reconfigure(settings(folder, approved));
    }
    return more;
  }

  private static Map<String, String> expected(
      Map<Integer, Map<String, String>> said, Map<Integer, Boolean> whole) {
    Map<String, String> state = new TreeMap<>();
    said.forEach(
        (number, rows) -> {
          if (whole.get(number)) {
            state.clear();
          }
          rows.forEach(
              (id, name) -> {
                String key = "{\"id\":\"" + id + "\"}";
                state.remove(key);
                if (name != null) {
                  state.put(key, "{\"id\":\"" + id + "\",\"name\":\"" + name + "\"}");
                }
              });
        });
    return state;
  }
}
