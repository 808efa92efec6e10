package io.hallpass.ingest.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hallpass.ingest.rest.ApiServer.Trouble;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestClientTest {
  private static final Http HTTP = new Http(false, 60_000, 60_000, 3, 100, 5_000, 1_000);
  private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

  private final Server server = new Server();
  private final List<Long> waits = new ArrayList<>();
  private Clock clock = Clock.fixed(START, ZoneOffset.UTC);

  /** Answers {@code hello}, or a body of as many letters as the path says. */
  private static final class Server extends ApiServer {
    @Override
    protected Reply answer(String path, Map<String, String> query, String accept) {
      return path.equals("/gone")
          ? Reply.refused(404)
          : Reply.page(
              path.matches("/\\d+") ? "x".repeat(Integer.parseInt(path.substring(1))) : "hello",
              Map.of("X-Accept", accept));
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RestClient client() {
    return client(server.credentials());
  }

  private RestClient client(Credentials credentials) {
    return client(HTTP, credentials);
  }

  private RestClient client(Http http, Credentials credentials) {
    Clock now =
        new Clock() {
          @Override
          public Instant instant() {
            return clock.instant();
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }
        };
    return new RestClient(http, credentials, now, waits::add, new Random(1));
  }

  private String get(RestClient client) throws Exception {
    return new String(get(client, "/orgs?filter=CANARY-query").body(), UTF_8);
  }

  private Answer get(RestClient client, String path) throws Exception {
    return client.get("orgs", URI.create(server.url() + path), "application/json");
  }

  private Throwable failure(RestClient client, String path) {
    Throwable failure = catchThrowable(() -> get(client, path));
    assertThat(failure).isNotNull();
    assertThat(failure.toString()).startsWith("io.hallpass").doesNotContain("CANARY");
    assertThat(failure.getCause()).isNull();
    return failure;
  }

  @Test
  void oneTokenServesManyRequests() throws Exception {
    RestClient client = client();

    assertThat(List.of(get(client), get(client), get(client))).containsOnly("hello");

    assertThat(server.tokens()).isEqualTo(1);
  }

  @Test
  void aTokenIsRenewedBeforeItEnds() throws Exception {
    RestClient client = client();
    get(client);
    clock = Clock.offset(clock, Duration.ofSeconds(3_300));

    get(client);

    assertThat(server.tokens()).isEqualTo(2);
  }

  @Test
  void aTokenWithoutAnEndIsRenewedAfterMinutes() throws Exception {
    server.tokensSay("null");
    RestClient client = client();
    get(client);
    clock = Clock.offset(clock, Duration.ofMinutes(5));

    get(client);

    assertThat(server.tokens()).isEqualTo(2);
  }

  @Test
  void aTokenThatIsRefusedIsRenewedOnce() throws Exception {
    RestClient client = client();
    get(client);
    server.meets(Trouble.TOKEN_REFUSED);

    assertThat(get(client)).isEqualTo("hello");

    assertThat(server.tokens()).isEqualTo(2);
  }

  @Test
  void aTokenThatIsRefusedAgainIsARefusal() {
    server.meets(Trouble.TOKEN_REFUSED, Trouble.TOKEN_REFUSED);

    assertThat(failure(client(), "/orgs"))
        .isInstanceOf(RestException.Refused.class)
        .hasMessage("orgs: HTTP 401: the access token is not taken");
  }

  @Test
  void wrongCredentialsAreSaidWithoutThem() {
    server.wantsScope("CANARY-scope");
    Credentials wrong =
        new Credentials(server.tokenUrl(), "client", "CANARY-wrong", "CANARY-scope", false);

    assertThat(failure(client(wrong), "/orgs"))
        .hasMessage("access token: HTTP 401: client id, secret or scope is refused");
    assertThat(RestClient.tokenProblem(HTTP, wrong))
        .hasValue("access token: HTTP 401: client id, secret or scope is refused");
    assertThat(wrong.toString()).doesNotContain("CANARY");
  }

  @Test
  void aServerThatWantsCredentialsInTheBodyGetsThemThereAlone() throws Exception {
    server.wantsCredentialsInBody();

    assertThat(get(client())).isEqualTo("hello");
  }

  @Test
  void credentialsInTheWrongPlaceAreRefused() {
    Credentials inHeader = server.credentials();
    server.wantsCredentialsInBody();

    assertThat(failure(client(inHeader), "/orgs"))
        .hasMessage("access token: HTTP 401: client id, secret or scope is refused");
  }

  @Test
  void theScopeIsAskedForWithItsBlanks() throws Exception {
    server.wantsScope("roster.readonly https://h/scope/demographics&more");

    assertThat(get(client())).isEqualTo("hello");
  }

  @Test
  void anotherScopeThanIsGivenIsARefusal() {
    Credentials without = server.credentials();
    server.wantsScope("roster.readonly");

    assertThat(failure(client(without), "/orgs"))
        .hasMessage("access token: HTTP 400: client id, secret or scope is refused");
  }

  @Test
  void rightCredentialsAreNoProblem() {
    assertThat(RestClient.tokenProblem(HTTP, server.credentials())).isEmpty();
  }

  @Test
  void aBusyServerIsAskedAgainWhenItWants() throws Exception {
    server.meets(Trouble.BUSY_FOR_SECONDS);

    assertThat(get(client())).isEqualTo("hello");

    assertThat(waits).containsExactly(3_000L);
  }

  @Test
  void aDateInRetryAfterIsKeptUpToTheLongestWait() throws Exception {
    server.meets(Trouble.BUSY_UNTIL_A_DATE);

    assertThat(get(client())).isEqualTo("hello");

    assertThat(waits).containsExactly(5_000L);
  }

  @Test
  void aBrokenServerIsAskedAgainLaterEachTime() {
    server.meets(Trouble.BROKEN, Trouble.BROKEN, Trouble.BROKEN);

    assertThat(failure(client(), "/orgs"))
        .isInstanceOf(RestException.Away.class)
        .hasMessage("orgs: HTTP 500, 3 times");
    assertThat(waits).hasSize(2);
    assertThat(waits.get(0)).isBetween(50L, 100L);
    assertThat(waits.get(1)).isBetween(100L, 200L);
  }

  @Test
  void aConnectionThatBreaksIsMadeAgain() throws Exception {
    server.meets(Trouble.HALF_AN_ANSWER, Trouble.AWAY);

    assertThat(get(client())).isEqualTo("hello");
  }

  @Test
  void anAnswerThatDoesNotEndIsGivenUp() throws Exception {
    server.meets(Trouble.SLOW);
    // So often that a busy machine, too, answers in time at last.
    Http impatient = new Http(false, 60_000, 500, 100, 100, 5_000, 1_000);

    assertThat(get(client(impatient, server.credentials()))).isEqualTo("hello");

    assertThat(waits).isNotEmpty();
  }

  @Test
  void aServerThatIsNotThereIsAway() {
    server.close();

    assertThat(failure(client(), "/orgs"))
        .isInstanceOf(RestException.Away.class)
        .hasMessage("access token: cannot be reached, 3 times");
  }

  @Test
  void anAnswerThatIsTooLargeIsRefused() throws Exception {
    assertThat(get(client(), "/1000").body()).hasSize(1_000);

    assertThat(failure(client(), "/1001"))
        .hasMessage("orgs: the answer is larger than 1000 bytes")
        .satisfies(e -> assertThat(((RestException.Refused) e).status()).isEqualTo(413));
  }

  @Test
  void anotherRefusalIsSaidByItsStatusAtOnce() {
    server.meets(Trouble.FORBIDDEN);

    assertThat(failure(client(), "/orgs?filter=CANARY"))
        .hasMessage("orgs: HTTP 403: this client may not read it");
    assertThat(failure(client(), "/gone"))
        .hasMessage("orgs: HTTP 404: the server has no such resource");
    assertThat(waits).isEmpty();
  }

  @Test
  void redirectsAreNotFollowedForTheTokenWouldGoAlong() {
    server.meets(Trouble.MOVED);

    assertThat(failure(client(), "/orgs"))
        .hasMessage("orgs: HTTP 302: it has moved; set the new url");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void addressesAreMadeOfABaseAPathAndAnEncodedQuery() {
    assertThat(
            RestClient.address(
                "https://h/ims/rostering/v1p2", "users", Map.of("filter", "sourcedId>'a b&c'")))
        .hasToString("https://h/ims/rostering/v1p2/users?filter=sourcedId%3E%27a%20b%26c%27");
    assertThat(
            RestClient.address(
                "https://h/ims/rostering/v1p2/", "../../gradebook/v1p2/results", Map.of()))
        .hasToString("https://h/ims/gradebook/v1p2/results");
  }
}
