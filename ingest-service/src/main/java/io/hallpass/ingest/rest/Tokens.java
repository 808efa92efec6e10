package io.hallpass.ingest.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;

/**
 * Gets access tokens and keeps the last one for as long as it is good. Not for use by several
 * threads.
 */
final class Tokens {
  private static final String WHAT = "access token";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A token is not used for the last tenth of its time: a page may take a while. */
  private static final double USED = 0.9;

  /** RFC 6749 leaves a token's lifetime out where it is known otherwise; it is not known here. */
  private static final long UNSAID_SECONDS = 300;

  private final Exchange exchange;
  private final Credentials credentials;
  private final Clock clock;
  private String token = "";
  private Instant goodUntil = Instant.MIN;

  Tokens(Exchange exchange, Credentials credentials, Clock clock) {
    this.exchange = exchange;
    this.credentials = credentials;
    this.clock = clock;
  }

  /** A token that is good. */
  String get() throws RestException, InterruptedException {
    if (clock.instant().isBefore(goodUntil)) {
      return token;
    }
    Answer answer = exchange.send(WHAT, request());
    int status = answer.status();
    if (status == 400 || status == 401 || status == 403) {
      throw notLetIn("HTTP " + status + ": client id, secret or scope is refused");
    }
    if (status != 200) {
      throw notLetIn("HTTP " + status + " from token.url");
    }
    read(answer.body());
    return token;
  }

  /**
   * Whatever the status was, it is not that of a resource: a 404 from here does not say that there
   * is none, nor a 400 that its pages are too large.
   */
  private static RestException.Refused notLetIn(String why) {
    return new RestException.Refused(WHAT, 401, why);
  }

  /** The server no longer takes this token, whatever it said of its lifetime. */
  void forget() {
    goodUntil = Instant.MIN;
  }

  private void read(byte[] body) throws RestException.Refused {
    JsonNode said;
    try {
      said = JSON.readTree(body);
    } catch (IOException e) {
      said = null;
    }
    String given = said == null ? "" : said.path("access_token").asText("");
    if (given.isBlank() || given.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new RestException.Refused(
          WHAT, RestException.Refused.UNREADABLE, "token.url gave no access_token");
    }
    token = given;
    long seconds = said.path("expires_in").asLong(UNSAID_SECONDS);
    goodUntil = clock.instant().plusMillis((long) (Math.max(0, seconds) * 1000 * USED));
  }

  private HttpRequest request() {
    StringBuilder form = new StringBuilder("grant_type=client_credentials");
    if (!credentials.scope().isBlank()) {
      form.append("&scope=").append(encoded(credentials.scope()));
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(credentials.tokenUrl()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json");
    if (credentials.inBody()) {
      form.append("&client_id=").append(encoded(credentials.clientId()));
      form.append("&client_secret=").append(encoded(credentials.secret()));
    } else {
      String pair = credentials.clientId() + ":" + credentials.secret();
      String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      request.header("Authorization", "Basic " + basic);
    }
    return request.POST(HttpRequest.BodyPublishers.ofString(form.toString())).build();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
