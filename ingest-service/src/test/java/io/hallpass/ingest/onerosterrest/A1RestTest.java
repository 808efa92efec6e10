package io.hallpass.ingest.onerosterrest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.onerosterrest.OneRosterServer.Lack;
import io.hallpass.ingest.rest.*;
import io.hallpass.ingest.row.RowColumns;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.*;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class A1RestTest extends OneRosterRestFixture {
  /** No sort, no date filter, newest first: a row that changed while it was read is taken for gone. */
  @Test
  void aRowThatMovedInFrontIsNotTakenForGone() throws Exception {
    server.lacks(Lack.REFUSES_SORTING, Lack.REFUSES_FILTERS, Lack.REFUSES_DATES, Lack.NEWEST_FIRST);
    users(300);
    start(20);
    Landed landed = new Landed();
    landed.take(run.until(ended(1)));
    assertThat(landed.rows(USERS)).hasSize(300);
    AtomicInteger pages = new AtomicInteger();
    server.afterEachPage(
        () -> {
          if (pages.incrementAndGet() == 6) {
            user("u1005", 5);
            user("u9999", 5);
          }
        });
    run.later(DAY);
    landed.take(run.until(ended(1)));
    assertThat(landed.rows(USERS)).containsKey(key("u1005"));
  }

  /** A list that is empty for a moment takes all children away. */
  @Test
  void aListThatIsEmptyForAMomentIsNotTheEndOfAllChildren() throws Exception {
    users(300);
    start(100);
    Landed landed = new Landed();
    landed.take(run.until(ended(1)));
    List<String> ids = new ArrayList<>(server.items("users").keySet());
    ids.forEach(id -> server.remove("users", id));
    run.later(DAY);
    landed.take(run.until(ended(1)));
    assertThat(landed.rows(USERS)).hasSize(300);
  }

  /** Two resources in trouble in a row hide all behind them, for ever and without a word. */
  @Test
  void twoResourcesInTroubleDoNotStarveTheOthers() throws Exception {
    OneRosterServer broken =
        new OneRosterServer() {
          @Override
          protected Reply answer(String path, Map<String, String> query, String accept) {
            return path.endsWith("courses") || path.endsWith("classes")
                ? Reply.refused(500)
                : super.answer(path, query, accept);
          }
        };
    broken.put("users", "u1", "");
    List<RestResource> all =
        Stream.of("courses", "classes", "users")
            .map(
                n ->
                    new RestResource(
                        n,
                        n,
                        new RowColumns(List.of("sourcedId"), List.of("sourcedId")),
                        RestResource.JSON))
            .toList();
    RestSettings rest =
        new RestSettings(
            "everett", "sis", 3, broken.url() + "/ims/oneroster/v1p1", broken.credentials(),
            new Http(false, 2_000, 1_000, 2, 1, 10, 1_000_000),
            all, 100, 10, Duration.ofHours(24).toMillis());
    run =
        new RestRun(
            OneRosterRestSourceTask::new, new OneRosterRestSettings(rest, 0).connectorConfig());
    List<SourceRecord> records = new ArrayList<>();
    long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
    while (System.nanoTime() < end) {
      records.addAll(run.poll());
    }
    System.out.println("STATUS " + progress(records));
    System.out.println("asked for users: "
            + broken.requests().stream().filter(r -> r.contains("/users")).count()
            + ", for classes: "
            + broken.requests().stream().filter(r -> r.contains("/classes")).count());
    broken.close();
    assertThat(Taken.rows(records, USERS)).hasSize(1);
  }
}
