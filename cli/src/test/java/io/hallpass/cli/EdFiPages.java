package io.hallpass.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pages that a real ODS/API of version 2 gave, served again, or a test's own: by offset and limit,
 * behind a token, each page with the byte order mark it had. Whatever else is asked for is not
 * there.
 */
final class EdFiPages implements AutoCloseable {
  private static final String MARK = "\uFEFF";
  private static final String TOKEN = "CANARY-token";

  private static final String DATA = "/data/v3/";

  private final Map<String, List<JsonNode>> rows = new ConcurrentSkipListMap<>();
  private final HttpServer server;

  /** Serves nothing yet. */
  EdFiPages() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Serves the sample's four files. */
  EdFiPages(Path folder) throws IOException {
    this();
    for (String name : List.of("Schools", "Staffs", "Sections", "Students")) {
      String text = Files.readString(folder.resolve("Enrollment_" + name + ".txt"));
      if (!text.startsWith(MARK)) {
        throw new IOException("the sample has no byte order mark any more");
      }
      List<JsonNode> page = new ArrayList<>();
      new ObjectMapper().readTree(text.substring(1)).forEach(page::add);
      serve("enrollment/" + name.toLowerCase(Locale.ROOT), page);
    }
  }

  /** From now on the resource has these rows. */
  void serve(String resource, List<JsonNode> all) {
    rows.put(DATA + resource, List.copyOf(all));
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<JsonNode> rows(String resource) {
    return rows.get(DATA + "enrollment/" + resource);
  }

  /** The codes of all students that are social security numbers. */
  Set<String> socialSecurityNumbers() {
    Set<String> numbers = new TreeSet<>();
    for (JsonNode student : rows("students")) {
      for (JsonNode code : student.path("identificationCodes")) {
        if (code.path("studentIdentificationSystemDescriptor").asText().equals("SSN")) {
          numbers.add(code.path("identificationCode").asText());
        }
      }
    }
    return numbers;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/oauth/token")) {
        send(exchange, 200, "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":3600}");
      } else if (!("Bearer " + TOKEN)
          .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        send(exchange, 401, "");
      } else if (rows.containsKey(path)) {
        send(exchange, 200, MARK + page(rows.get(path), exchange.getRequestURI().getQuery()));
      } else {
        send(exchange, 404, "");
      }
    }
  }

  private static List<JsonNode> page(List<JsonNode> all, String query) {
    Map<String, Integer> asked =
        Stream.of(query.split("&"))
            .map(pair -> pair.split("="))
            .filter(pair -> Set.of("offset", "limit").contains(pair[0]))
            .collect(Collectors.toMap(pair -> pair[0], pair -> Integer.valueOf(pair[1])));
    int from = Math.min(all.size(), asked.get("offset"));
    return all.subList(from, Math.min(all.size(), from + asked.get("limit")));
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
