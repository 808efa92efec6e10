package io.hallpass.ingest.rest;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a vendor's API is asked. Times are in milliseconds.
 *
 * @param allowHttp whether a connection may be unencrypted although it leaves this machine
 * @param connectMillis how long a connection may take
 * @param answerMillis how long an answer may take, its body included
 * @param attempts how often a request is made that meets no or a busy server
 * @param backoffMillis how long to wait before the second attempt; doubled for each further one
 * @param longestWaitMillis the longest wait between two attempts, also where the server's {@code
 *     Retry-After} asks for a longer one
 * @param mostBytes of an answer's body
 */
public record Http(
    boolean allowHttp,
    long connectMillis,
    long answerMillis,
    int attempts,
    long backoffMillis,
    long longestWaitMillis,
    int mostBytes) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Ten seconds to connect, two minutes for an answer of at most 32 MiB, six attempts. */
  public static final Http DEFAULT =
      new Http(false, 10_000, 120_000, 6, 500, 300_000, 32 * 1024 * 1024);

  /** The same, for connections that may be unencrypted. */
  public Http allowingHttp(boolean allow) {
    return new Http(
        allow, connectMillis, answerMillis, attempts, backoffMillis, longestWaitMillis, mostBytes);
  }

  /** The same, with so many attempts. */
  public Http withAttempts(int most) {
    return new Http(
        allowHttp, connectMillis, answerMillis, most, backoffMillis, longestWaitMillis, mostBytes);
  }

  /**
   * What is wrong with an address, if anything: it must be absolute, without user, query and
   * fragment, and encrypted unless it stays on this machine. The address is not repeated.
   */
  public Optional<String> problem(String address) {
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      return Optional.of("is no URL");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!List.of("http", "https").contains(scheme) || uri.getHost() == null) {
      return Optional.of("must be a URL such as https://api.example.org/v1");
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      return Optional.of("must be a URL without a user, a query and a fragment");
    }
    if (scheme.equals("http") && !allowHttp && !LOOPBACK.contains(uri.getHost())) {
      return Optional.of(
          "must begin with https://: what is read there, and the secret, would cross the network"
              + " unencrypted");
    }
    return Optional.empty();
  }
}
