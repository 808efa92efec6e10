package io.hallpass.ingest.onerosterrest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.onerosterrest.OneRosterServer.Lack;
import io.hallpass.ingest.rest.Http;
import io.hallpass.ingest.rest.Landed;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestRun;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.ingest.row.RowColumns;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * 100,000 rows, of which one in a hundred is changed, added or deleted while they are read. What
 * was there all the time is never taken for gone, and in the end all is as the server has it.
 */
class OneRosterUnderChangeTest {
  private static final String USERS = "everett.raw.sis.users";
  private static final Instant LONG_AGO = Instant.now().minus(Duration.ofDays(1));
  private static final int ROWS = 100_000;
  private static final int CHANGES = 1_000;
  private static final int PAGE = 1_000;

  private final OneRosterServer server = new OneRosterServer();
  private final Landed landed = new Landed();
  private final Set<String> deleted = new HashSet<>();
  private RestRun run;
  private int changed;
  private int added;

  @AfterEach
  void stop() {
    run.close();
    server.close();
  }

  @Test
  void byKeysNoRowIsMissing() throws Exception {
    endsAsTheServerHasIt(1);
  }

  @Test
  void byOffsetsNoRowIsMissing() throws Exception {
    server.lacks(Lack.REFUSES_FILTERS);

    endsAsTheServerHasIt(2);
  }

  @Test
  void byOffsetsWithoutAnyFilterNoRowIsMissing() throws Exception {
    server.lacks(Lack.REFUSES_FILTERS, Lack.REFUSES_DATES, Lack.NO_TOTAL);

    endsAsTheServerHasIt(3);
  }

  private void endsAsTheServerHasIt(long seed) throws Exception {
    Random random = new Random(seed);
    for (int i = 0; i < ROWS; i++) {
      server.put("users", id(random), "active", "\"name\":\"0\"", LONG_AGO);
    }
    int all = server.items("users").size();
    server.afterEachPage(() -> change(random));
    RestSettings rest =
        new RestSettings(
            "everett",
            "sis",
            1,
            server.url() + "/ims/oneroster/v1p1",
            server.credentials(),
            new Http(false, 60_000, 60_000, 6, 1, 10, 100_000_000),
            List.of(
                new RestResource(
                    "users",
                    "users",
                    new RowColumns(List.of("sourcedId"), List.of("sourcedId", "name")),
                    RestResource.JSON)),
            PAGE,
            10,
            Duration.ofHours(24).toMillis());
    run =
        new RestRun(
            OneRosterRestSourceTask::new,
            new OneRosterRestSettings(rest, 60_000).connectorConfig());

    pass();
    assertThat(changed).as("changes during a pass, seed %d", seed).isGreaterThan(CHANGES / 2);
    Set<String> steady = new HashSet<>(served().keySet());
    run.later(Duration.ofHours(25));
    changed = 0;
    deleted.clear();
    pass();

    assertThat(changed).as("changes during a pass, seed %d", seed).isGreaterThan(CHANGES / 2);
    steady.removeAll(deleted);
    assertThat(landed.rows(USERS)).as("seed %d", seed).containsKeys(steady.toArray(String[]::new));
    run.later(Duration.ofHours(25));
    changed = CHANGES;
    pass();
    assertThat(landed.rows(USERS)).as("seed %d of %d rows", seed, all).isEqualTo(served());
  }

  private void pass() throws Exception {
    landed.take(run.until(records -> !Taken.markers(records, USERS).isEmpty()));
  }

  /** In a hundred pages a thousand changes. */
  private void change(Random random) {
    for (int i = 0; i < CHANGES * PAGE / ROWS && changed < CHANGES; i++) {
      changed++;
      switch (random.nextInt(3)) {
        case 0 -> server.put("users", id(random), "\"name\":\"new " + added++ + "\"");
        case 1 -> {
          String gone = any(random);
          server.remove("users", gone);
          deleted.add("{\"sourcedId\":\"" + gone + "\"}");
        }
        default -> server.put("users", any(random), "\"name\":\"changed " + changed + "\"");
      }
    }
  }

  private String any(Random random) {
    return server.near("users", id(random));
  }

  private static String id(Random random) {
    return "%08x".formatted(random.nextInt());
  }

  private Map<String, String> served() {
    Map<String, String> rows = new TreeMap<>();
    server
        .items("users")
        .forEach(
            (id, item) ->
                rows.put(
                    "{\"sourcedId\":\"" + id + "\"}",
                    "{\"sourcedId\":\"" + id + "\"," + item.json() + "}"));
    return rows;
  }
}
