package io.hallpass.cli.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hallpass.cli.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API is asked for its first rows, and what comes of it holds no value. */
final class ApiDriftTest {
  private static final int ROWS = 120;

  private HttpServer server;
  private Path dir;
  private int tokenStatus = 200;

  @BeforeEach
  void aProviderAndADistrict(@TempDir Path temp) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/token", exchange -> send(exchange, tokenStatus, "{\"access_token\":\"t\"}"));
    server.createContext("/or/orgs", exchange -> send(exchange, 200, orgs(exchange)));
    server.createContext("/or/users", exchange -> send(exchange, 403, "{\"CANARY\":1}"));
    server.createContext("/", exchange -> send(exchange, 404, ""));
    server.start();
    dir = temp;
    write("district.yaml", "name: everett\ntimeZone: America/Los_Angeles\nsecret: ${env:SECRET}\n");
    write(
        "recipients/own.yaml",
        """
        warehouse: { url: 'jdbc:postgresql://localhost/w', user: u, schema: own }
        agreements:
          - { id: own, purpose: reporting, basis: DISTRICT, categories: ['*'], validFrom: 2026-07-01 }
        """);
    source("${env:PATH}");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void source(String secret) throws IOException {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    write(
        "sources/roster.yaml",
        """
        kind: oneroster-rest
        mapping: oneroster-1.2-rest
        registers: student
        url: %s/or
        tokenUrl: %s/token
        clientId: me
        clientSecret: %s
        """
            .formatted(url, url, secret));
  }

  private void write(String file, String text) throws IOException {
    Path path = dir.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static String orgs(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    int offset = Integer.parseInt(query.replaceAll(".*offset=(\\d+).*", "$1"));
    return IntStream.range(offset, Math.min(ROWS, offset + 100))
        .mapToObj(
            i ->
                "{\"sourcedId\":\"CANARY"
                    + i
                    + "\",\"status\":\"active\",\"type\":\"school\",\"title\":\"CANARY\","
                    + "\"identifier\":null,\"parent\":{\"sourcedId\":\"CANARY\"}"
                    + (i > 115 ? ",\"CANARY" + i + "\":1" : "")
                    + "}")
        .collect(Collectors.joining(",", "{\"orgs\":[", "]}"));
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] body = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Command drift() {
    return Command.hallpass("drift", "--columns", dir.toString());
  }

  @Test
  void namesThatNobodyMapsAndThoseThatVanishedAreSaidWithoutAValue() {
    Command drift = drift();

    assertThat(drift.out())
        .contains("orgs: nobody maps [title]")
        .contains("orgs: the mapping names and the source lacks [name]")
        .contains("orgs: 4 more, not named here")
        .contains("courses: not there, or empty")
        .contains("not looked at: users: HTTP 403: this client may not read it");
    assertThat(drift.out() + drift.err()).doesNotContain("CANARY");
  }

  @Test
  void credentialsThatAreRefusedAreSaidOnce() {
    tokenStatus = 401;

    assertThat(drift().out())
        .containsOnlyOnce(
            "not looked at: access token: HTTP 401: client id, secret or scope is refused");
  }

  @Test
  void aSecretThatIsNotKnownHereIsSaid() throws IOException {
    source("${env:HALLPASS_TEST_NO_SUCH_SECRET}");

    assertThat(drift().out())
        .contains(
            "not looked at: clientSecret: ${env:HALLPASS_TEST_NO_SUCH_SECRET} cannot be resolved here");
  }
}
