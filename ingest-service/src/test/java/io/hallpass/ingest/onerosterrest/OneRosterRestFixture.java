package io.hallpass.ingest.onerosterrest;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.rest.Http;
import io.hallpass.ingest.rest.Landed;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestRun;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.ingest.row.RowColumns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;

/** A server with users and orgs, and the task that reads it. */
abstract class OneRosterRestFixture {
  static final String USERS = "everett.raw.sis.users";
  static final String ORGS = "everett.raw.sis.orgs";
  static final Duration DAY = Duration.ofHours(25);

  final OneRosterServer server = new OneRosterServer();
  RestRun run;

  @AfterEach
  void stop() {
    if (run != null) {
      run.close();
    }
    server.close();
  }

  void start(int pageSize) {
    start(settings(pageSize));
  }

  void start(RestSettings rest) {
    run =
        new RestRun(
            OneRosterRestSourceTask::new, new OneRosterRestSettings(rest, 0).connectorConfig());
  }

  RestSettings settings(int pageSize) {
    RestResource users =
        new RestResource(
            "users",
            "users",
            new RowColumns(List.of("sourcedId"), List.of("sourcedId", "status", "orgs/sourcedId")),
            RestResource.JSON);
    RestResource orgs =
        new RestResource(
            "orgs",
            "orgs",
            new RowColumns(List.of("sourcedId"), List.of("sourcedId", "name")),
            RestResource.JSON);
    return settings(pageSize, List.of(orgs, users));
  }

  RestSettings settings(int pageSize, List<RestResource> resources) {
    return new RestSettings(
        "everett",
        "sis",
        3,
        server.url() + "/ims/oneroster/v1p1",
        server.credentials(),
        new Http(false, 60_000, 60_000, 6, 1, 10, 1_000_000),
        resources,
        pageSize,
        10,
        Duration.ofHours(24).toMillis());
  }

  void users(int count) {
    server.put("orgs", "o1", "\"name\":\"Everett\"");
    for (int i = 0; i < count; i++) {
      user("u" + (1_000 + i), i);
    }
  }

  void user(String id, int school) {
    server.put(
        "users",
        id,
        "active",
        "\"password\":\"CANARY-password\",\"orgs\":[{\"sourcedId\":\"o" + school + "\"}]",
        Instant.now().minusSeconds(3_600));
  }

  static Predicate<List<SourceRecord>> ended(int passes) {
    return records -> Taken.markers(records, USERS).size() >= 3 * passes;
  }

  static Predicate<List<SourceRecord>> endedIncomplete() {
    return records -> Taken.incompleteMarkers(records, USERS).size() >= 3;
  }

  static Predicate<List<SourceRecord>> said(String words) {
    return records -> progress(records).contains(words);
  }

  static String progress(List<SourceRecord> records) {
    return records.stream()
        .filter(record -> record.topic().endsWith(".status"))
        .map(record -> Taken.text(record.value()))
        .reduce("", (before, last) -> last);
  }

  static String key(String id) {
    return "{\"sourcedId\":\"" + id + "\"}";
  }

  Map<String, String> landed(List<SourceRecord> records) {
    Landed landed = new Landed();
    landed.take(records);
    return landed.rows(USERS);
  }
}
