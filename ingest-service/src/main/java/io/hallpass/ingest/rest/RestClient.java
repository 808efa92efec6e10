package io.hallpass.ingest.rest;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Asks a vendor's API. Not for use by several threads. */
public final class RestClient {
  private final Exchange exchange;
  private final Tokens tokens;

  /** A client that waits with {@code pause} and tells the time by {@code clock}. */
  public RestClient(
      Http http, Credentials credentials, Clock clock, Pause pause, RandomGenerator chance) {
    exchange = new Exchange(http, clock, pause, chance);
    tokens = new Tokens(exchange, credentials, clock);
  }

  /**
   * Gets an address; the answer's status is 200.
   *
   * @param what is asked for, for messages
   * @param accept a media type
   * @throws RestException.Refused where the server answers anything else
   * @throws RestException.Away where it does not answer
   */
  public Answer get(String what, URI address, String accept)
      throws RestException, InterruptedException {
    Answer answer = exchange.send(what, request(address, accept));
    if (answer.status() == 401) {
      // Tokens end early: servers are restarted, keys are replaced.
      tokens.forget();
      answer = exchange.send(what, request(address, accept));
    }
    if (answer.status() != 200) {
      throw new RestException.Refused(what, answer.status(), said(answer.status()));
    }
    return answer;
  }

  private static String said(int status) {
    String meaning =
        switch (status) {
          case 401 -> ": the access token is not taken";
          case 403 -> ": this client may not read it";
          case 404, 405, 410 -> ": the server has no such resource";
          case 301, 302, 303, 307, 308 -> ": it has moved; set the new url";
          default -> "";
        };
    return "HTTP " + status + meaning;
  }

  private HttpRequest request(URI address, String accept)
      throws RestException, InterruptedException {
    return HttpRequest.newBuilder(address)
        .header("Authorization", "Bearer " + tokens.get())
        .header("Accept", accept)
        .GET()
        .build();
  }

  /**
   * An address below a base.
   *
   * @param path relative to the base; {@code ..} leads up
   * @param query names and values, encoded here
   */
  public static URI address(String base, String path, Map<String, String> query) {
    String folder = base.endsWith("/") ? base : base + "/";
    String text =
        query.entrySet().stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    URI resource = URI.create(folder).resolve(path).normalize();
    return query.isEmpty() ? resource : URI.create(resource + "?" + text);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What is wrong with credentials, if their server is asked now and once; empty if nothing. */
  public static Optional<String> tokenProblem(Http http, Credentials credentials) {
    Clock clock = Clock.systemUTC();
    Exchange once =
        new Exchange(http.withAttempts(1), clock, Pause.REAL, RandomGenerator.getDefault());
    try {
      new Tokens(once, credentials, clock).get();
      return Optional.empty();
    } catch (RestException e) {
      return Optional.of(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
