package io.hallpass.ingest.edfirest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.ingest.rest.Answer;
import io.hallpass.ingest.rest.JsonPage;
import io.hallpass.ingest.rest.Page;
import io.hallpass.ingest.rest.PageSize;
import io.hallpass.ingest.rest.ResourceRecords;
import io.hallpass.ingest.rest.RestClient;
import io.hallpass.ingest.rest.RestException;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.Row;
import io.hallpass.ingest.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Asks an Ed-Fi ODS/API, and remembers how large its pages may be. */
final class EdFiApi {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RestClient client;
  private final EdFiRestSettings settings;
  private final PageSize size;
  private boolean cursors = true;

  EdFiApi(RestClient client, EdFiRestSettings settings) {
    this.client = client;
    this.settings = settings;
    this.size = new PageSize(settings.rest().pageSize());
  }

  /** How many rows to ask for at a time. */
  PageSize size() {
    return size;
  }

  /** Which change versions there are; empty where change queries are off. */
  Optional<Versions.Range> versions() throws RestException, InterruptedException {
    String what = "availableChangeVersions";
    JsonNode said;
    try {
      Answer answer = get(what, settings.changesPath() + "/" + what, RestResource.JSON, Map.of());
      said = json(what, answer);
    } catch (RestException.Refused e) {
      if (e.unknown()) {
        return Optional.empty();
      }
      throw e;
    }
    return Optional.of(
        new Versions.Range(
            number(what, said, "oldestChangeVersion"), number(what, said, "newestChangeVersion")));
  }

  /** How many rows, deletions or key changes a window has. */
  long count(RestResource resource, String below, Window window)
      throws RestException, InterruptedException {
    return total(resource, below, window)
        .orElseThrow(() -> unreadable(resource.name() + below, "the server gives no Total-Count"));
  }

  /** The same; empty where the server does not count. */
  OptionalLong total(RestResource resource, String below, Window window)
      throws RestException, InterruptedException {
    Map<String, String> query = window.query();
    query.put("totalCount", "true");
    query.put("offset", "0");
    query.put("limit", "0");
    return get(resource, below, query).number("Total-Count");
  }

  /** A page of rows, by their place. */
  Page page(RestResource resource, ResourceRecords records, Window window, long offset, int limit)
      throws RestException, InterruptedException {
    Map<String, String> query = window.query();
    query.put("totalCount", "true");
    query.put("offset", Long.toString(offset));
    query.put("limit", Integer.toString(limit));
    return page(resource, records, get(resource, "", query));
  }

  /** A page of rows, by the token of a cursor. */
  Page page(RestResource resource, ResourceRecords records, Window window, String token)
      throws RestException, InterruptedException {
    Map<String, String> query = window.query();
    query.put("pageToken", token);
    query.put("pageSize", Integer.toString(size.now()));
    return page(resource, records, get(resource, "", query));
  }

  private static Page page(RestResource resource, ResourceRecords records, Answer answer)
      throws RestException.Refused {
    List<Row> rows =
        JsonPage.read(
            resource.name(), answer.body(), resource.list(), records.roots(), records::row);
    return new Page(
        rows, answer.number("Total-Count"), answer.header("Next-Page-Token"), answer.date());
  }

  /** The tokens that cursors through a window begin with; empty where there are no cursors. */
  Optional<List<String>> cursors(RestResource resource, Window window)
      throws RestException, InterruptedException {
    if (!cursors) {
      return Optional.empty();
    }
    Map<String, String> query = window.query();
    query.put("number", "1");
    try {
      JsonNode tokens =
          json(resource.name(), get(resource, "/partitions", query)).path("pageTokens");
      if (!tokens.isArray()) {
        return Optional.empty();
      }
      List<String> all = new ArrayList<>();
      tokens.forEach(token -> all.add(token.asText()));
      return Optional.of(all);
    } catch (RestException.Refused e) {
      // Before version 7.3 it is taken for the id of a row, which may be said in many ways.
      return Optional.empty();
    }
  }

  /** Whether there may be cursors, as far as is known. */
  boolean mayHaveCursors() {
    return cursors;
  }

  /** There are none; they are not asked for again. */
  void noCursors() {
    cursors = false;
  }

  /**
   * A page of deletions or key changes: of each what stands under {@code field}.
   *
   * @param below {@code /deletes} or {@code /keyChanges}
   */
  List<Optional<Tree>> keys(
      RestResource resource, String below, String field, Window window, long offset, int limit)
      throws RestException, InterruptedException {
    Map<String, String> query = window.query();
    query.put("offset", Long.toString(offset));
    query.put("limit", Integer.toString(limit));
    Answer answer = get(resource, below, query);
    return JsonPage.read(
        resource.name() + below,
        answer.body(),
        below.substring(1),
        Set.of(field),
        entry -> entry.flatMap(tree -> tree.children().stream().findFirst()));
  }

  private Answer get(RestResource resource, String below, Map<String, String> query)
      throws RestException, InterruptedException {
    String accept = below.isEmpty() ? resource.accept() : RestResource.JSON;
    return get(resource.name() + below, resource.path() + below, accept, query);
  }

  private Answer get(String what, String path, String accept, Map<String, String> query)
      throws RestException, InterruptedException {
    return client.get(what, RestClient.address(settings.rest().url(), path, query), accept);
  }

  private static JsonNode json(String what, Answer answer) throws RestException.Refused {
    try {
      JsonNode said = JSON.readTree(answer.body());
      if (said != null) {
        return said;
      }
    } catch (IOException e) {
      // Its message repeats what was read; ours does not.
    }
    throw unreadable(what, "the answer is no JSON");
  }

  /** Versions before 6 begin these names with a capital. */
  private static long number(String what, JsonNode said, String name) throws RestException.Refused {
    String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    JsonNode value = said.has(name) ? said.get(name) : said.path(capital);
    if (!value.isIntegralNumber()) {
      throw unreadable(what, "the answer lacks " + name);
    }
    return value.longValue();
  }

  private static RestException.Refused unreadable(String what, String why) {
    return new RestException.Refused(what, RestException.Refused.UNREADABLE, why);
  }
}
