package io.hallpass.ingest.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A vendor's API on this machine: OAuth 2 client credentials, and troubles of all kinds. What it
 * serves is said by those that extend it. One request at a time, so that rows can be changed
 * between two of them.
 */
public abstract class ApiServer implements AutoCloseable {
  /** Never to be seen anywhere but here. */
  public static final String SECRET = "CANARY-secret-5b1f";

  /** In front of every token. */
  public static final String TOKEN = "CANARY-token-";

  static {
    // Otherwise each answer waits 40 ms for more to send.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Deque<Trouble> troubles = new ArrayDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private Random chance;
  private int oneTroubleIn;
  private int tokens;
  private int uses;
  private int usesOfAToken = Integer.MAX_VALUE;
  private String expiresIn = "3600";
  private String scope = "";
  private boolean credentialsInBody;
  private int tokensRefused;

  /** What a request can meet. */
  public enum Trouble {
    BUSY_FOR_SECONDS,
    BUSY_UNTIL_A_DATE,
    BROKEN,
    AWAY,
    HALF_AN_ANSWER,
    SLOW,
    FORBIDDEN,
    MOVED,
    TOKEN_REFUSED
  }

  /** An answer. */
  public record Reply(int status, Map<String, String> headers, String body) {
    /** A page. */
    public static Reply page(String body, Map<String, String> headers) {
      return new Reply(200, headers, body);
    }

    /** A refusal. Its body repeats what nobody may log. */
    public static Reply refused(int status) {
      return new Reply(status, Map.of(), "{\"message\":\"CANARY-body\"}");
    }
  }

  protected ApiServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Answers a request; called for one at a time. */
  protected abstract Reply answer(String path, Map<String, String> query, String accept);

  /** Where it is. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Where its tokens are. */
  public String tokenUrl() {
    return url() + "/oauth/token";
  }

  /** Who may come in. */
  public Credentials credentials() {
    return new Credentials(tokenUrl(), "client", SECRET, scope, credentialsInBody);
  }

  /** Tokens are given only to those that ask for this scope. */
  public synchronized void wantsScope(String wanted) {
    scope = wanted;
  }

  /** Tokens are given only to those that send who they are as form fields. */
  public synchronized void wantsCredentialsInBody() {
    credentialsInBody = true;
  }

  /** No token is good any more, and asked for one it answers with this status; 0 for no more. */
  public synchronized void refusesTokens(int status) {
    tokensRefused = status;
  }

  /** The next requests meet these, in this order. */
  public synchronized void meets(Trouble... next) {
    troubles.addAll(List.of(next));
  }

  /** From now on about one request in {@code n} meets some trouble that passes. */
  public synchronized void troubled(Random seeded, int n) {
    chance = seeded;
    oneTroubleIn = n;
  }

  /** A token is refused after so many requests. */
  public synchronized void tokensEndAfter(int requestsWithOne) {
    usesOfAToken = requestsWithOne;
  }

  /** What the token endpoint says of a token's lifetime, in JSON. */
  public synchronized void tokensSay(String expires) {
    expiresIn = expires;
  }

  /** How many tokens were given. */
  public synchronized int tokens() {
    return tokens;
  }

  /** Paths and queries that were asked for, without those of tokens. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      if (path.equals("/oauth/token")) {
        if (tokensRefused > 0) {
          send(exchange, Reply.refused(tokensRefused));
        } else {
          token(exchange, body);
        }
        return;
      }
      String asked = exchange.getRequestURI().toString();
      requests.add(asked);
      Trouble trouble = troubles.isEmpty() ? byChance() : troubles.poll();
      String auth = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      if (trouble == Trouble.TOKEN_REFUSED
          || tokensRefused > 0
          || ++uses > usesOfAToken
          || !auth.equals(bearer())) {
        send(exchange, Reply.refused(401));
        return;
      }
      Reply reply =
          trouble == null || trouble.ordinal() >= Trouble.HALF_AN_ANSWER.ordinal()
              ? answer(path, query(exchange), exchange.getRequestHeaders().getFirst("Accept"))
              : null;
      if (trouble == null) {
        send(exchange, reply);
      } else {
        trouble(exchange, trouble, reply);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Trouble byChance() {
    if (chance == null || chance.nextInt(oneTroubleIn) > 0) {
      return null;
    }
    return Trouble.values()[chance.nextInt(Trouble.SLOW.ordinal())];
  }

  private String bearer() {
    return "Bearer " + TOKEN + tokens;
  }

  /** As RFC 6749 has it: 400 for a wrong form (5.2), 401 for a wrong client. */
  private void token(HttpExchange exchange, String body) throws IOException {
    Map<String, String> form = pairs(body);
    boolean asForm =
        "application/x-www-form-urlencoded"
            .equals(exchange.getRequestHeaders().getFirst("Content-Type"));
    if (!exchange.getRequestMethod().equals("POST")
        || !asForm
        || !"client_credentials".equals(form.get("grant_type"))
        || !scope.equals(form.getOrDefault("scope", ""))) {
      send(exchange, Reply.refused(400));
      return;
    }
    String basic = Base64.getEncoder().encodeToString(("client:" + SECRET).getBytes(UTF_8));
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    boolean known =
        credentialsInBody
            ? header == null
                && "client".equals(form.get("client_id"))
                && SECRET.equals(form.get("client_secret"))
            : ("Basic " + basic).equals(header)
                && !form.containsKey("client_id")
                && !form.containsKey("client_secret");
    if (!known) {
      send(exchange, Reply.refused(401));
      return;
    }
    tokens++;
    uses = 0;
    String token =
        "{\"access_token\":\""
            + TOKEN
            + tokens
            + "\",\"token_type\":\"bearer\",\"expires_in\":"
            + expiresIn
            + "}";
    send(exchange, Reply.page(token, Map.of()));
  }

  private void trouble(HttpExchange exchange, Trouble trouble, Reply reply)
      throws IOException, InterruptedException {
    switch (trouble) {
      case BUSY_FOR_SECONDS -> send(exchange, new Reply(429, Map.of("Retry-After", "3"), ""));
      case BUSY_UNTIL_A_DATE ->
          send(
              exchange, new Reply(503, Map.of("Retry-After", "Wed, 01 Jan 2020 00:00:07 GMT"), ""));
      case BROKEN -> send(exchange, Reply.refused(500));
      case FORBIDDEN -> send(exchange, Reply.refused(403));
      case MOVED -> send(exchange, new Reply(302, Map.of("Location", url() + "/elsewhere"), ""));
      case AWAY -> {
        // Closed without an answer.
      }
      case HALF_AN_ANSWER -> {
        byte[] body = reply.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length + 10);
        exchange.getResponseBody().write(body, 0, body.length / 2);
        exchange.getResponseBody().flush();
      }
      case SLOW -> {
        byte[] body = reply.body().getBytes(UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(200, body.length);
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, 1);
        out.flush();
        // Longer than the client waits; closed when it has gone.
        wait(2_000);
      }
      case TOKEN_REFUSED -> throw new IllegalStateException();
    }
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(UTF_8);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    String raw = exchange.getRequestURI().getRawQuery();
    return pairs(raw == null ? "" : raw);
  }

  private static Map<String, String> pairs(String encoded) {
    Map<String, String> pairs = new TreeMap<>();
    for (String pair : encoded.split("&")) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        pairs.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
      }
    }
    return pairs;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
