package io.hallpass.ingest.onerosterrest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** A full pass that is broken off late was a burden, too. */
class BrokenOffPassTest extends OneRosterRestFixture {
  private long looks() {
    return asked().filter(one -> one.contains("dateLastModified")).count();
  }

  private long pages() {
    return asked().filter(one -> !one.contains("dateLastModified")).count();
  }

  private Stream<String> asked() {
    return server.requests().stream().filter(one -> one.contains("/users"));
  }

  private void breaksOffAtTheSecondPageAfterTenMinutes() {
    AtomicInteger pages = new AtomicInteger();
    server.afterEachPage(
        () -> {
          String asked = server.requests().get(server.requests().size() - 1);
          boolean page = asked.contains("/users") && !asked.contains("dateLastModified");
          if (page && pages.incrementAndGet() == 1) {
            run.later(Duration.ofMinutes(10));
            server.refuses("users", 403);
          }
        });
  }

  @Test
  void itIsBegunAgainWhenTheServerHasRestedAndIsHeldUntilThen() throws Exception {
    users(60);
    start(20);
    run.until(ended(1));
    breaksOffAtTheSecondPageAfterTenMinutes();
    run.later(DAY);
    List<SourceRecord> records = run.until(said("users: HTTP 403"));
    server.refuses("users", 200);
    long pages = pages();

    long looks = looks();
    records.addAll(run.until(r -> looks() > looks + 5));

    assertThat(pages()).isEqualTo(pages);
    assertThat(progress(records)).contains("users: HTTP 403");
    assertThat(Taken.markers(records, USERS)).isEmpty();
    run.later(Duration.ofMinutes(91));
    run.until(ended(1));
    run.until(said("\"held\":[]"));
  }
}
