package io.hallpass.ingest.edfirest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.rest.Http;
import io.hallpass.ingest.rest.Landed;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestRun;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.ingest.row.RowColumns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * 100,000 rows, of which one in a hundred is changed, added, renamed or deleted while they are
 * read. What was there all the time is never taken for gone, and in the end all is as the server
 * has it.
 */
class EdFiUnderChangeTest {
  private static final String NAME = "students";
  private static final String ROWS = "everett.raw.sis.students";
  private static final int COUNT = 100_000;
  private static final int CHANGES = 1_000;
  private static final int PAGE = 500;

  private final EdFiServer server = new EdFiServer();
  private final Landed landed = new Landed();
  private final List<String> ids = new ArrayList<>();
  private final Set<String> gone = new HashSet<>();
  private RestRun run;
  private int changed;
  private int next;

  @AfterEach
  void stop() {
    run.close();
    server.close();
  }

  @Test
  void byReversePagesNoRowIsMissing() throws Exception {
    endsAsTheServerHasIt(1);
  }

  @Test
  void byCursorsNoRowIsMissing() throws Exception {
    server.withCursors();

    endsAsTheServerHasIt(2);
  }

  @Test
  void withoutChangeQueriesNoRowIsMissing() throws Exception {
    server.withoutChangeQueries();

    endsAsTheServerHasIt(3);
  }

  @Test
  void byReversePagesInTheOrderOfKeysNoRowIsMissing() throws Exception {
    server.inTheOrderOfKeys();

    endsAsTheServerHasIt(4);
  }

  @Test
  void withoutChangeQueriesInTheOrderOfKeysNoRowIsMissing() throws Exception {
    server.withoutChangeQueries();
    server.inTheOrderOfKeys();

    endsAsTheServerHasIt(5);
  }

  private void endsAsTheServerHasIt(long seed) throws Exception {
    Random random = new Random(seed);
    for (int i = 0; i < COUNT; i++) {
      add();
    }
    server.afterEachPage(() -> change(random));
    RestSettings rest =
        new RestSettings(
            "everett",
            "sis",
            1,
            server.url(),
            server.credentials(),
            new Http(false, 60_000, 60_000, 6, 1, 10, 100_000_000),
            List.of(
                new RestResource(
                    NAME,
                    "data/v3/ed-fi/" + NAME,
                    new RowColumns(
                        List.of("studentUniqueId"), List.of("studentUniqueId", "firstName")),
                    RestResource.JSON)),
            PAGE,
            10,
            Duration.ofHours(24).toMillis());
    run = new RestRun(EdFiRestSourceTask::new, EdFiRestSettings.of(rest).connectorConfig());

    pass();
    assertThat(changed).as("changes during a pass, seed %d", seed).isGreaterThan(CHANGES / 2);
    Set<String> steady = new HashSet<>(served().keySet());
    Map<String, String> keys = keys();
    run.later(Duration.ofHours(25));
    gone.clear();
    changed = 0;
    pass();

    assertThat(changed).as("changes during a pass, seed %d", seed).isGreaterThan(CHANGES / 2);
    steady.removeAll(gone);
    assertThat(landed.rows(ROWS)).as("seed %d", seed).containsKeys(steady.toArray(String[]::new));
    assertThat(lost(keys, landed.rows(ROWS).keySet())).as("seed %d", seed).isEmpty();
    run.later(Duration.ofHours(25));
    changed = CHANGES;
    pass();
    assertThat(landed.rows(ROWS)).as("seed %d", seed).isEqualTo(served());
  }

  private Map<String, String> keys() {
    Map<String, String> keys = new HashMap<>();
    server.items(NAME).forEach(item -> keys.put(item.id(), item.keyValues()));
    return keys;
  }

  /** Rows that were there before and are there now, and landed by neither key. */
  private Set<String> lost(Map<String, String> before, Set<String> there) {
    Map<String, String> now = keys();
    Set<String> lost = new HashSet<>(before.keySet());
    lost.retainAll(now.keySet());
    lost.removeIf(id -> there.contains(before.get(id)) || there.contains(now.get(id)));
    return lost;
  }

  private void pass() throws Exception {
    landed.take(run.until(records -> !Taken.markers(records, ROWS).isEmpty()));
  }

  /** In two hundred pages a thousand changes. */
  private void change(Random random) {
    for (int i = 0; i < CHANGES * PAGE / COUNT && changed < CHANGES; i++) {
      changed++;
      int at = random.nextInt(ids.size());
      String id = ids.get(at);
      switch (random.nextInt(4)) {
        case 0 -> add();
        case 1 -> {
          ids.set(at, ids.get(ids.size() - 1));
          ids.remove(ids.size() - 1);
          server.items(NAME, id).ifPresent(item -> gone.add(item.keyValues()));
          server.remove(NAME, id);
        }
        case 2 -> {
          server.items(NAME, id).ifPresent(item -> gone.add(item.keyValues()));
          put(id, "renamed-" + changed + "-" + id, "renamed");
        }
        default ->
            server
                .items(NAME, id)
                .ifPresent(item -> put(id, student(item.keyValues()), "changed " + changed));
      }
    }
  }

  private void add() {
    String id = "id" + next++;
    ids.add(id);
    put(id, "s" + id, "first");
  }

  private static String student(String keyValues) {
    return keyValues.substring(keyValues.indexOf(":\"") + 2, keyValues.length() - 2);
  }

  private void put(String id, String student, String name) {
    server.put(
        NAME,
        id,
        "{\"studentUniqueId\":\"" + student + "\"}",
        "{\"id\":\""
            + id
            + "\",\"studentUniqueId\":\""
            + student
            + "\",\"firstName\":\""
            + name
            + "\"}");
  }

  private Map<String, String> served() {
    Map<String, String> rows = new TreeMap<>();
    for (EdFiServer.Item item : server.items(NAME)) {
      String json = item.json();
      rows.put(item.keyValues(), "{" + json.substring(json.indexOf("\"studentUniqueId\"")));
    }
    return rows;
  }
}
