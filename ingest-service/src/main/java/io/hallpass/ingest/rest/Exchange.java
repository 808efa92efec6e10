package io.hallpass.ingest.rest;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a request as often as it takes: again, after a wait, where there is no answer or the server
 * is busy (429) or in trouble (5xx). Any other answer is given back as it is. Redirects are not
 * followed: they would take the token along.
 */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final Http settings;
  private final Clock clock;
  private final Pause pause;
  private final RandomGenerator chance;
  private final HttpClient http;

  Exchange(Http settings, Clock clock, Pause pause, RandomGenerator chance) {
    this.settings = settings;
    this.clock = clock;
    this.pause = pause;
    this.chance = chance;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofMillis(settings.connectMillis()))
            .build();
  }

  /**
   * Makes a request.
   *
   * @param what is asked for, for messages
   * @throws RestException.Away after the last attempt
   * @throws RestException.Refused where the answer is too large
   */
  Answer send(String what, HttpRequest request) throws RestException, InterruptedException {
    String trouble = "";
    for (int attempt = 1; attempt <= settings.attempts(); attempt++) {
      OptionalLong wanted = OptionalLong.empty();
      try {
        Answer answer = once(request);
        if (!busy(answer.status())) {
          return answer;
        }
        trouble = "HTTP " + answer.status();
        String retryAfter = answer.header("Retry-After").orElse("");
        wanted = Backoff.retryAfter(retryAfter, clock.instant());
      } catch (BoundedBody.TooLargeException e) {
        throw new RestException.Refused(
            what,
            RestException.Refused.TOO_LARGE,
            "the answer is larger than " + settings.mostBytes() + " bytes");
      } catch (IOException e) {
        trouble = reason(e);
      }
      if (attempt < settings.attempts()) {
        long wait = wait(attempt, wanted);
        LOG.debug("{}: {}, attempt {}, again in {} ms", what, trouble, attempt, wait);
        pause.millis(wait);
      }
    }
    throw new RestException.Away(
        what, trouble + (settings.attempts() > 1 ? ", " + settings.attempts() + " times" : ""));
  }

  private static boolean busy(int status) {
    return status == 429 || status == 408 || (status >= 500 && status != 501 && status != 505);
  }

  private long wait(int attempt, OptionalLong wanted) {
    long longest = settings.longestWaitMillis();
    long own = Backoff.millis(attempt, settings.backoffMillis(), longest, chance.nextDouble());
    return Math.min(longest, Math.max(own, wanted.orElse(0)));
  }

  /** The client's own timeout ends with the headers; a body that never ends must end too. */
  private Answer once(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> future =
        http.sendAsync(request, info -> new BoundedBody(settings.mostBytes()));
    try {
      HttpResponse<byte[]> response = future.get(settings.answerMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException e) {
      throw new java.net.http.HttpTimeoutException("no answer in time");
    } catch (ExecutionException e) {
      throw io(e.getCause());
    } finally {
      future.cancel(true);
    }
  }

  /** A cause may wrap ours, and anything else that broke off an exchange is trouble of its own. */
  private static IOException io(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof BoundedBody.TooLargeException tooLarge) {
        return tooLarge;
      }
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  /** A message could repeat the address and its query; the kind of failure cannot. */
  private static String reason(IOException e) {
    if (e instanceof java.net.http.HttpConnectTimeoutException) {
      return "cannot be reached in time";
    }
    if (e instanceof java.net.http.HttpTimeoutException) {
      return "no answer in time";
    }
    if (e instanceof java.net.ConnectException) {
      return "cannot be reached";
    }
    if (e instanceof javax.net.ssl.SSLException) {
      return "no encrypted connection (" + e.getClass().getSimpleName() + ")";
    }
    return "the connection broke (" + e.getClass().getSimpleName() + ")";
  }
}
