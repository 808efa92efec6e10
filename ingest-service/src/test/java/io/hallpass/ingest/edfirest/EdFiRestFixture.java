package io.hallpass.ingest.edfirest;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.rest.Http;
import io.hallpass.ingest.rest.Landed;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestRun;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.ingest.row.RowColumns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;

/** A server, a resource of it, and the task that reads it. */
abstract class EdFiRestFixture {
  static final String NAME = "studentSchoolAssociations";
  static final String ROWS = "everett.raw.sis.student-school-associations";
  static final Duration DAY = Duration.ofHours(25);
  static final List<String> KEY =
      List.of("entryDate", "schoolReference/schoolId", "studentReference/studentUniqueId");

  final EdFiServer server = new EdFiServer();
  final Landed landed = new Landed();
  RestRun run;

  @AfterEach
  void stop() {
    if (run != null) {
      run.close();
    }
    server.close();
  }

  EdFiRestSettings settings(int pageSize, List<String> key, String accept) {
    List<String> columns = new ArrayList<>(key);
    columns.add("note");
    RestResource resource =
        new RestResource(NAME, "data/v3/ed-fi/" + NAME, new RowColumns(key, columns), accept);
    RestSettings rest =
        new RestSettings(
            "everett",
            "sis",
            2,
            server.url(),
            server.credentials(),
            new Http(false, 60_000, 60_000, 6, 1, 10, 1_000_000),
            List.of(resource),
            pageSize,
            10,
            Duration.ofHours(24).toMillis());
    return EdFiRestSettings.of(rest);
  }

  void start(int pageSize) {
    start(settings(pageSize, KEY, RestResource.JSON));
  }

  void start(EdFiRestSettings settings) {
    run = new RestRun(EdFiRestSourceTask::new, settings.connectorConfig());
  }

  void rows(int count) {
    server.has(NAME);
    for (int i = 0; i < count; i++) {
      put("id" + i, "s" + i, "first");
    }
  }

  void put(String id, String student, String note) {
    server.put(
        NAME,
        id,
        "{\"entryDate\":\"2026-08-24\",\"schoolId\":17,\"studentUniqueId\":\"" + student + "\"}",
        "{\"id\":\""
            + id
            + "\",\"schoolReference\":{\"schoolId\":17,\"link\":{\"rel\":\"School\"}},"
            + "\"studentReference\":{\"studentUniqueId\":\""
            + student
            + "\"},\"entryDate\":\"2026-08-24\",\"note\":\""
            + note
            + "\",\"ssn\":\"CANARY-ssn\"}");
  }

  static String key(String student) {
    return "{\"entryDate\":\"2026-08-24\",\"schoolReference/schoolId\":\"17\","
        + "\"studentReference/studentUniqueId\":\""
        + student
        + "\"}";
  }

  static String value(String student, String note) {
    return key(student).replace("}", ",\"note\":\"" + note + "\"}");
  }

  static Predicate<List<SourceRecord>> ended() {
    return records -> Taken.markers(records, ROWS).size() == 2;
  }

  static Predicate<List<SourceRecord>> came(int rows) {
    return records -> Taken.rows(records, ROWS).size() >= rows;
  }

  static Predicate<List<SourceRecord>> said(String words) {
    return records ->
        records.stream()
            .filter(record -> record.topic().endsWith(".status"))
            .anyMatch(record -> Taken.text(record.value()).contains(words));
  }

  List<SourceRecord> take(Predicate<List<SourceRecord>> enough) throws Exception {
    List<SourceRecord> records = run.until(enough);
    landed.take(records);
    return records;
  }

  void by(String way) {
    if (way.contains("cursors")) {
      server.withCursors();
    }
    if (way.equals("no change queries") || way.equals("cursors alone")) {
      server.withoutChangeQueries();
    }
  }
}
