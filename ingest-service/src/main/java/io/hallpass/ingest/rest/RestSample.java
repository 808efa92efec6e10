package io.hallpass.ingest.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The first rows of an API's resources as the server gives them, with all that nobody collects: to
 * look at their names, in memory and once. Asks each page one time only.
 */
public final class RestSample {
  /** Of a resource. */
  public static final int MOST_ROWS = 1_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RestSettings settings;
  private final RestClient client;
  private final PageSize size;

  /** Of the API with these settings, whose secret is the secret and no reference. */
  public RestSample(RestSettings settings) {
    this.settings = settings;
    this.client =
        new RestClient(
            settings.http().withAttempts(1),
            settings.credentials(),
            Clock.systemUTC(),
            Pause.REAL,
            RandomGenerator.getDefault());
    this.size = new PageSize(settings.pageSize());
  }

  /** Hands on the first rows of a resource; how many there were. */
  public int rows(RestResource resource, Consumer<JsonNode> take)
      throws RestException, InterruptedException {
    int rows = 0;
    while (rows < MOST_ROWS) {
      List<JsonNode> page;
      try {
        page = page(resource, rows);
      } catch (RestException.Refused e) {
        if (size.smaller(e)) {
          continue;
        }
        throw e;
      }
      size.proven();
      if (page.isEmpty()) {
        break;
      }
      rows += page.size();
      page.forEach(take);
    }
    return rows;
  }

  private List<JsonNode> page(RestResource resource, int offset)
      throws RestException, InterruptedException {
    Map<String, String> query = new TreeMap<>();
    query.put("limit", Integer.toString(Math.min(size.now(), MOST_ROWS)));
    query.put("offset", Integer.toString(offset));
    URI address = RestClient.address(settings.url(), resource.path(), query);
    byte[] body = client.get(resource.name(), address, resource.accept()).body();
    List<JsonNode> rows = new ArrayList<>();
    try {
      list(JSON.readTree(body), resource.list()).forEach(rows::add);
    } catch (IOException e) {
      throw new RestException.Refused(
          resource.name(), RestException.Refused.UNREADABLE, "the answer is no JSON");
    }
    return rows;
  }

  /** The page itself, the list of that name in it, or the only one. */
  private static JsonNode list(JsonNode page, String name) {
    if (page.isArray() || page.path(name).isArray()) {
      return page.isArray() ? page : page.path(name);
    }
    List<JsonNode> lists = new ArrayList<>();
    page.forEach(
        part -> {
          if (part.isArray()) {
            lists.add(part);
          }
        });
    return lists.size() == 1 ? lists.get(0) : JSON.createArrayNode();
  }
}
