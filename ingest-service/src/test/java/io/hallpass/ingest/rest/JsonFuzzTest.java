package io.hallpass.ingest.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.ingest.Fuzz;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.ingest.tree.TreeRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonFuzzTest {
  private static final int INPUTS = 3_000;
  private static final long MOST_BYTES = 30_000_000;
  private static final ObjectMapper WHOLE = new ObjectMapper();
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\\",
    "\\u0000",
    "\\ud800",
    "null",
    "1e999",
    "-",
    "\n",
    "\0",
    "\uFEFF",
    "\uFFFF",
    "é",
    "[".repeat(1_000),
    "{\"a\":".repeat(600),
    "9".repeat(2_000)
  };

  /**
   * Every input gives as many rows, or refusals of one, as a reader of whole documents finds
   * elements, or one clear line, and nothing of it is in that line.
   */
  @Test
  void everyPageGivesRowsOrAClearRefusal() {
    TreeRows rows =
        new TreeRows(
            new RowColumns(
                List.of("sourcedId"),
                List.of("givenName", "orgs/sourcedId", "roles[role='s']/org")));

    Map<String, Integer> results =
        Fuzz.run("pages of JSON", INPUTS, MOST_BYTES, (number, random) -> one(rows, random));

    assertThat(results.get("read")).isGreaterThan(INPUTS / 10);
    assertThat(results.get("refused")).isGreaterThan(INPUTS / 10);
  }

  private static String one(TreeRows rows, Random random) throws IOException {
    byte[] body = mutated(page(random), random);
    try {
      List<TreeRows.Result> results =
          JsonPage.read(
              "users", body, "users", rows.roots(), tree -> tree.map(rows::of).orElse(null));
      assertThat(results).hasSize(elements(body));
      return "read";
    } catch (RestException.Refused e) {
      assertThat(e.getMessage())
          .startsWith("users: the answer cannot be read: ")
          .doesNotContain("CANARY");
      return "refused";
    }
  }

  /** Of a page that can be read: of its list {@code users}, or else of its only one. */
  private static int elements(byte[] body) throws IOException {
    String text = new String(body, UTF_8);
    JsonNode page = WHOLE.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
    if (page.isArray()) {
      return page.size();
    }
    if (page.path("users").isArray()) {
      return page.path("users").size();
    }
    List<JsonNode> lists = new ArrayList<>();
    page.forEach(part -> lists.add(part));
    lists.removeIf(part -> !part.isArray());
    assertThat(lists).hasSize(1);
    return lists.get(0).size();
  }

  private static String page(Random random) {
    StringBuilder page = new StringBuilder(random.nextBoolean() ? "{\"users\":[" : "[");
    boolean envelope = page.charAt(0) == '{';
    int rows = random.nextInt(20);
    for (int i = 0; i < rows; i++) {
      page.append(i == 0 ? "" : ",")
          .append("{\"sourcedId\":\"u")
          .append(i)
          .append("\",\"givenName\":\"CANARY")
          .append(random.nextInt())
          .append(
              "\",\"orgs\":[{\"sourcedId\":\"o1\"},{\"sourcedId\":2}],\"roles\":[{\"role\":\"s\",")
          .append("\"org\":{\"sourcedId\":\"o1\"}}],\"enabledUser\":true,\"score\":1.5}");
    }
    return page.append(envelope ? "]}" : "]").toString();
  }

  private static byte[] mutated(String page, Random random) {
    byte[] body = page.getBytes(UTF_8);
    int mutations = random.nextInt(4);
    for (int i = 0; i < mutations; i++) {
      int at = random.nextInt(body.length + 1);
      int to = Math.min(body.length, at + random.nextInt(30));
      body =
          switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(body, at);
            case 1 -> joined(body, at, PIECES[random.nextInt(PIECES.length)].getBytes(UTF_8), at);
            case 2 -> joined(body, at, new byte[0], to);
            case 3 -> joined(body, to, Arrays.copyOfRange(body, at, to), to);
            default -> flipped(body, random);
          };
    }
    return body;
  }

  private static byte[] joined(byte[] body, int to, byte[] middle, int from) {
    byte[] all = Arrays.copyOf(body, to + middle.length + body.length - from);
    System.arraycopy(middle, 0, all, to, middle.length);
    System.arraycopy(body, from, all, to + middle.length, body.length - from);
    return all;
  }

  private static byte[] flipped(byte[] body, Random random) {
    if (body.length > 0) {
      body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return body;
  }
}
