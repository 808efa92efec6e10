package io.hallpass.ingest.edfirest;

import io.hallpass.ingest.rest.ApiServer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * An Ed-Fi ODS/API after its OpenAPI descriptions: change versions, deletes, key changes, totals,
 * offsets, cursors from 7.3 on. Each of them can be off. Resources of the standard go by their
 * name, those of an extension have its namespace in front: {@code tpdm/candidates}.
 */
final class EdFiServer extends ApiServer {
  private static final String DATA = "/data/v3/";
  private static final String STANDARD = "ed-fi/";

  private final Map<String, Resource> resources = new HashMap<>();
  private final Map<String, String> accepted = new HashMap<>();
  private boolean changeQueries = true;
  private boolean refusesVersions;
  private boolean cursors;
  private Cursors ends = Cursors.WITH_AN_EMPTY_PAGE;
  private boolean counts = true;
  private int overCounts;
  private boolean keyChanges = true;
  private int largestPage = 500;
  private boolean silentlySmaller;
  private boolean byKey;
  private long version;
  private long oldest;
  private Runnable afterEachPage = () -> {};

  /** How a cursor ends. */
  enum Cursors {
    /** As an ODS/API does it. */
    WITH_AN_EMPTY_PAGE,
    /** As its description allows, too. */
    WITH_THE_LAST_ROW,
    /** No page has a token. */
    WITHOUT_A_TOKEN,
    /** The second page is empty, whatever there is. */
    EARLY
  }

  /** A row: its id, its key as the server gives it of a removed one, and itself. */
  record Item(String id, String keyValues, String json, long version) {}

  private record Removed(String id, String old, String now, long version) {}

  private static final class Resource {
    /** By the order in which they were made, which is the order in which they are served. */
    private final NavigableMap<Long, Item> items = new TreeMap<>();

    private final Map<String, Long> places = new HashMap<>();
    private final List<Removed> deletes = new ArrayList<>();
    private final List<Removed> keyChanges = new ArrayList<>();
    private long next = 1;
  }

  /** A resource without rows. */
  synchronized void has(String resource) {
    resources.computeIfAbsent(resource, name -> new Resource());
  }

  /** The resource is there no more. */
  synchronized void drop(String resource) {
    resources.remove(resource);
  }

  /** Adds a row or changes it. */
  synchronized void put(String resource, String id, String keyValues, String json) {
    has(resource);
    Resource r = resources.get(resource);
    Long place = r.places.computeIfAbsent(id, key -> r.next++);
    Item old = r.items.put(place, new Item(id, keyValues, json, ++version));
    if (old != null && !old.keyValues().equals(keyValues)) {
      r.keyChanges.add(new Removed(id, old.keyValues(), keyValues, version));
    }
  }

  /** Deletes a row. */
  synchronized void remove(String resource, String id) {
    Resource r = resources.get(resource);
    Item old = r.items.remove(r.places.remove(id));
    r.deletes.add(new Removed(id, old.keyValues(), "", ++version));
  }

  /** Takes a row away without a trace, as where a key may no longer see it. */
  synchronized void hide(String resource, String id) {
    Resource r = resources.get(resource);
    r.items.remove(r.places.remove(id));
  }

  synchronized List<Item> items(String resource) {
    return List.copyOf(resources.get(resource).items.values());
  }

  synchronized Optional<Item> items(String resource, String id) {
    Resource r = resources.get(resource);
    return Optional.ofNullable(r.places.get(id)).map(r.items::get);
  }

  void withoutChangeQueries() {
    changeQueries = false;
  }

  /** Which change versions there are, it says to nobody. */
  synchronized void refusesVersions(boolean refuses) {
    refusesVersions = refuses;
  }

  void withoutKeyChanges() {
    keyChanges = false;
  }

  /** As an ODS/API does before 7.3: a row whose key changes moves. */
  void inTheOrderOfKeys() {
    byKey = true;
  }

  void withCursors() {
    cursors = true;
  }

  synchronized void cursorsEnd(Cursors how) {
    ends = how;
  }

  /** No {@code Total-Count}. */
  void withoutTotals() {
    counts = false;
  }

  /** It counts so many rows more than it gives, but none among the later changes. */
  synchronized void overCounts(int rows) {
    overCounts = rows;
  }

  /** Versions before this one are forgotten. */
  synchronized void forgetsBefore(long first) {
    oldest = first;
  }

  /** The database is an older one again. */
  synchronized void restoredTo(long newest) {
    version = newest;
  }

  synchronized long version() {
    return version;
  }

  void pagesOfAtMost(int rows, boolean silently) {
    largestPage = rows;
    silentlySmaller = silently;
  }

  /** The media type a resource was last asked for in. */
  String accepted(String resource) {
    return accepted.get(resource);
  }

  /** What happens between two pages. */
  void afterEachPage(Runnable happens) {
    afterEachPage = happens;
  }

  @Override
  protected Reply answer(String path, Map<String, String> query, String accept) {
    if (path.equals("/changeQueries/v1/availableChangeVersions")) {
      if (refusesVersions) {
        return Reply.refused(403);
      }
      return changeQueries
          ? Reply.page(
              "{\"oldestChangeVersion\":" + oldest + ",\"newestChangeVersion\":" + version + "}",
              Map.of())
          : Reply.refused(404);
    }
    String[] steps =
        path.startsWith(DATA) ? path.substring(DATA.length()).split("/") : new String[0];
    String name = steps.length < 2 ? "" : (steps[0] + "/" + steps[1]);
    name = name.startsWith(STANDARD) ? name.substring(STANDARD.length()) : name;
    Resource resource = resources.get(name);
    if (resource == null) {
      return Reply.refused(404);
    }
    return switch (steps.length == 2 ? "" : steps[2]) {
      case "" -> {
        accepted.put(name, accept);
        yield rows(resource, query);
      }
      case "deletes" ->
          changeQueries ? removed(resource.deletes, "keyValues", query) : Reply.refused(404);
      case "keyChanges" ->
          changeQueries && keyChanges
              ? removed(resource.keyChanges, "oldKeyValues", query)
              : Reply.refused(404);
      case "partitions" -> cursors ? partitions(resource, query) : Reply.refused(400);
      default -> Reply.refused(404);
    };
  }

  private Reply rows(Resource resource, Map<String, String> query) {
    if (query.containsKey("pageToken")) {
      return cursor(resource, query);
    }
    boolean all = !query.containsKey("minChangeVersion") && !query.containsKey("maxChangeVersion");
    List<Item> selected = new ArrayList<>();
    for (Item item : resource.items.values()) {
      if (all || within(item.version(), query)) {
        selected.add(item);
      }
    }
    if (byKey) {
      selected.sort(Comparator.comparing(Item::keyValues));
    }
    boolean old = Long.parseLong(query.getOrDefault("minChangeVersion", "0")) <= 1;
    return page(selected, query, Item::json, old ? overCounts : 0);
  }

  private Reply removed(List<Removed> all, String name, Map<String, String> query) {
    List<Removed> selected = all.stream().filter(r -> within(r.version(), query)).toList();
    return page(
        selected,
        query,
        r ->
            "{\"id\":\""
                + r.id()
                + "\",\"changeVersion\":"
                + r.version()
                + ",\""
                + name
                + "\":"
                + r.old()
                + (r.now().isEmpty() ? "" : ",\"newKeyValues\":" + r.now())
                + "}",
        0);
  }

  private <T> Reply page(
      List<T> all, Map<String, String> query, Function<T, String> json, int more) {
    int limit = Integer.parseInt(query.getOrDefault("limit", "25"));
    if (limit > largestPage && !silentlySmaller) {
      return Reply.refused(400);
    }
    int from = Math.min(all.size(), Integer.parseInt(query.getOrDefault("offset", "0")));
    int to = Math.min(all.size(), from + Math.min(limit, largestPage));
    StringBuilder body = new StringBuilder("[");
    for (int i = from; i < to; i++) {
      body.append(i == from ? "" : ",").append(json.apply(all.get(i)));
    }
    Map<String, String> headers =
        counts && "true".equals(query.get("totalCount"))
            ? Map.of("Total-Count", Integer.toString(all.size() + more))
            : Map.of();
    afterEachPage.run();
    return Reply.page(body.append("]").toString(), headers);
  }

  private Reply partitions(Resource resource, Map<String, String> query) {
    boolean some = resource.items.values().stream().anyMatch(i -> within(i.version(), query));
    return Reply.page("{\"pageTokens\":[" + (some ? "\"from-1\"" : "") + "]}", Map.of());
  }

  private Reply cursor(Resource resource, Map<String, String> query) {
    int size = Integer.parseInt(query.getOrDefault("pageSize", "25"));
    if (size > largestPage || query.containsKey("totalCount") || query.containsKey("offset")) {
      return Reply.refused(400);
    }
    long from = Long.parseLong(query.get("pageToken").substring("from-".length()));
    List<Map.Entry<Long, Item>> left = new ArrayList<>();
    if (ends != Cursors.EARLY || from == 1) {
      resource.items.tailMap(from, true).entrySet().stream()
          .filter(entry -> within(entry.getValue().version(), query))
          .forEach(left::add);
    }
    List<Map.Entry<Long, Item>> page = left.subList(0, Math.min(size, left.size()));
    StringBuilder body = new StringBuilder("[");
    for (Map.Entry<Long, Item> entry : page) {
      body.append(body.length() == 1 ? "" : ",").append(entry.getValue().json());
    }
    afterEachPage.run();
    boolean ended =
        page.isEmpty()
            || ends == Cursors.WITHOUT_A_TOKEN
            || (ends == Cursors.WITH_THE_LAST_ROW && page.size() == left.size());
    return Reply.page(
        body.append("]").toString(),
        ended
            ? Map.of()
            : Map.of("Next-Page-Token", "from-" + (page.get(page.size() - 1).getKey() + 1)));
  }

  private static boolean within(long version, Map<String, String> query) {
    return version >= Long.parseLong(query.getOrDefault("minChangeVersion", "0"))
        && version
            <= Long.parseLong(
                query.getOrDefault("maxChangeVersion", Long.toString(Long.MAX_VALUE)));
  }
}
