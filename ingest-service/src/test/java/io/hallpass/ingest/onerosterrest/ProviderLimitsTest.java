package io.hallpass.ingest.onerosterrest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.onerosterrest.OneRosterServer.Lack;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.row.RowColumns;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** What a provider cannot do, for now or at all, and resources that are in trouble. */
class ProviderLimitsTest extends OneRosterRestFixture {
  private static final String NO_CHANGES =
      "orgs, users: a filter on dateLastModified is refused; changes and deletions are seen by full"
          + " passes only, every fullHours";

  @Test
  void whatAProviderCannotDoIsInTheStatus() throws Exception {
    server.lacks(Lack.REFUSES_DATES);
    users(30);
    start(20);

    run.until(said("\"limits\":[\"" + NO_CHANGES));
  }

  @Test
  void whoRefusesToGiveOneRowAloneAndToFilterByDateIsReadWhole() throws Exception {
    server.lacks(Lack.REFUSES_DATES, Lack.REFUSES_LIMIT_1);
    users(30);
    start(20);

    List<SourceRecord> records = run.until(ended(1));

    records.addAll(run.until(said(NO_CHANGES)));
    assertThat(landed(records)).hasSize(30);
  }

  /** After a restart a look for changes comes before any page was proven. */
  @Test
  void pagesThatAreTooLargeAreNotTakenForAListThatIsRefused() throws Exception {
    users(30);
    start(20);
    run.until(ended(1));
    server.lacks(Lack.REFUSES_DATES);
    server.pagesOfAtMost(10, true);
    run.restart();

    List<SourceRecord> records = run.until(said(NO_CHANGES));

    assertThat(progress(records)).contains("\"held\":[]");
  }

  @Test
  void whatItRefusedOnceIsAskedForAgainWithTheNextFullPass() throws Exception {
    server.lacks(Lack.REFUSES_DATES, Lack.REFUSES_FILTERS, Lack.REFUSES_SORTING);
    users(30);
    start(20);
    run.until(said(NO_CHANGES));
    server.lacksNothing();
    run.later(DAY);

    List<SourceRecord> records = run.until(r -> said("\"complete\":true").test(r) && !limits(r));

    assertThat(progress(records)).doesNotContain("limits");
    server.put("users", "u1003", "tobedeleted", "", Instant.now().plusSeconds(5).plus(DAY));
    run.until(r -> Taken.rows(r, USERS).toString().contains("tobedeleted"));
  }

  private static boolean limits(List<SourceRecord> records) {
    return progress(records).contains("limits");
  }

  private void resources(String... names) {
    List<RestResource> all =
        Stream.of(names)
            .map(
                name ->
                    new RestResource(
                        name,
                        name,
                        new RowColumns(List.of("sourcedId"), List.of("sourcedId")),
                        RestResource.JSON))
            .toList();
    start(settings(100, all));
  }

  @Test
  void twoResourcesInTroubleDoNotStarveTheOthers() throws Exception {
    users(1);
    server.put("courses", "c1", "");
    server.put("classes", "c1", "");
    server.breaksAt("courses", "classes");
    resources("courses", "classes", "users");

    List<SourceRecord> records = run.until(ended(1));

    assertThat(Taken.rows(records, USERS)).hasSize(1);
  }

  @Test
  void whatWasNotAskedIsSaidAndWhatWasHeldStaysSo() throws Exception {
    users(1);
    for (String list : List.of("courses", "classes", "results", "lineItems")) {
      server.put(list, "x1", "");
    }
    server.breaksAt("courses", "classes", "results", "lineItems");
    resources("courses", "classes", "users", "lineItems", "results", "orgs");

    run.until(said("not asked in the last round, since the server was away: lineItems, orgs, "));
    List<SourceRecord> later =
        run.until(said("not asked in the last round, since the server was away: classes, courses"));

    assertThat(progress(later)).contains("courses: HTTP 500").contains("results: HTTP 500");
    server.breaksAt();
    run.until(said("\"held\":[]"));
  }
}
