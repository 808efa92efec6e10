package io.hallpass.ingest.onerosterrest;

import io.hallpass.ingest.rest.ApiServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A OneRoster 1.1 or 1.2 provider after 1EdTech's OpenAPI descriptions: {@code limit}, {@code
 * offset}, {@code sort}, {@code orderBy}, {@code filter} with AND, {@code X-Total-Count}. It can
 * lack each of them, as real ones do.
 */
class OneRosterServer extends ApiServer {
  private static final Pattern CONDITION =
      Pattern.compile("(sourcedId|dateLastModified)>'([^']*)'");

  private final Map<String, NavigableMap<String, Item>> lists = new HashMap<>();
  private final Set<Lack> lacks = EnumSet.noneOf(Lack.class);
  private int largestPage = Integer.MAX_VALUE;
  private boolean refusesLargerPages;
  private Runnable afterEachPage = () -> {};
  private Set<String> broken = Set.of();
  private final Map<String, Integer> refused = new HashMap<>();

  /** What a provider may not do, and how. */
  enum Lack {
    REFUSES_FILTERS,
    IGNORES_FILTERS,
    FINDS_NOTHING_WITH_FILTERS,
    REFUSES_AND,
    REFUSES_SORTING,
    IGNORES_SORTING,
    REFUSES_DATES,
    IGNORES_DATES,
    BREAKS_AT_DATES,
    NO_TOTAL,
    /** No page has a single row. */
    REFUSES_LIMIT_1,
    /** What is to be deleted is only among what changed. */
    LISTS_NO_DELETED,
    /** Unsorted lists have what was changed last in front. */
    NEWEST_FIRST
  }

  /**
   * A row.
   *
   * @param json its members beside those that all have
   * @param sequence by which rows lie where nothing is sorted
   */
  record Item(String id, Instant modified, String status, String json, long sequence) {
    String text() {
      return "{\"sourcedId\":\""
          + id
          + "\",\"status\":\""
          + status
          + "\",\"dateLastModified\":\""
          + modified
          + "\""
          + (json.isEmpty() ? "" : "," + json)
          + "}";
    }
  }

  private long sequence;

  /** Puts a row, with the present time. */
  synchronized void put(String list, String id, String json) {
    put(list, id, "active", json, Instant.now());
  }

  /** Puts a row. */
  synchronized void put(String list, String id, String status, String json, Instant modified) {
    lists
        .computeIfAbsent(list, name -> new TreeMap<>())
        .compute(
            id,
            (key, old) ->
                new Item(
                    id,
                    modified,
                    status,
                    json,
                    old == null || lacks.contains(Lack.NEWEST_FIRST)
                        ? sequence++
                        : old.sequence()));
  }

  /** Takes a row away without a trace. */
  synchronized void remove(String list, String id) {
    lists.get(list).remove(id);
  }

  /** The id of some row. */
  synchronized String near(String list, String id) {
    String found = lists.get(list).ceilingKey(id);
    return found == null ? lists.get(list).firstKey() : found;
  }

  /** What is there. */
  synchronized NavigableMap<String, Item> items(String list) {
    return new TreeMap<>(lists.getOrDefault(list, new TreeMap<>()));
  }

  synchronized void lacks(Lack... what) {
    lacks.addAll(List.of(what));
  }

  /** It learned all of it. */
  synchronized void lacksNothing() {
    lacks.clear();
  }

  /** Of these lists it only says that it is in trouble; none for no more trouble. */
  synchronized void breaksAt(String... names) {
    broken = Set.of(names);
  }

  /** Whatever is asked of this list is answered with this status; 200 for no more. */
  synchronized void refuses(String list, int status) {
    refused.put(list, status);
  }

  /** No page has more rows. */
  void pagesOfAtMost(int rows, boolean refuses) {
    largestPage = rows;
    refusesLargerPages = refuses;
  }

  /** What happens between two pages. */
  void afterEachPage(Runnable happens) {
    afterEachPage = happens;
  }

  @Override
  protected Reply answer(String path, Map<String, String> query, String accept) {
    String list = path.substring(path.lastIndexOf('/') + 1);
    if (!path.contains("/ims/oneroster/") || !lists.containsKey(list)) {
      return Reply.refused(404);
    }
    if (broken.contains(list)) {
      return Reply.refused(500);
    }
    if (refused.getOrDefault(list, 200) != 200) {
      return Reply.refused(refused.get(list));
    }
    int limit = Integer.parseInt(query.getOrDefault("limit", "100"));
    String filter = query.getOrDefault("filter", "");
    if (lacks.contains(Lack.BREAKS_AT_DATES) && filter.contains("dateLastModified")) {
      return Reply.refused(500);
    }
    boolean refused =
        (refusesLargerPages && limit > largestPage)
            || (lacks.contains(Lack.REFUSES_LIMIT_1) && limit == 1)
            || (lacks.contains(Lack.REFUSES_SORTING) && query.containsKey("sort"))
            || (lacks.contains(Lack.REFUSES_FILTERS) && filter.contains("sourcedId"))
            || (lacks.contains(Lack.REFUSES_AND) && filter.contains(" AND "))
            || (lacks.contains(Lack.REFUSES_DATES) && filter.contains("dateLastModified"));
    if (refused) {
      return Reply.refused(400);
    }
    List<Item> all = selected(lists.get(list), filter, query);
    int from = Math.min(all.size(), Integer.parseInt(query.getOrDefault("offset", "0")));
    int to = Math.min(all.size(), from + Math.min(limit, largestPage));
    StringBuilder body = new StringBuilder("{\"").append(list).append("\":[");
    for (int i = from; i < to; i++) {
      body.append(i == from ? "" : ",").append(all.get(i).text());
    }
    Map<String, String> headers =
        lacks.contains(Lack.NO_TOTAL)
            ? Map.of()
            : Map.of("X-Total-Count", Integer.toString(all.size()));
    afterEachPage.run();
    return Reply.page(body.append("]}").toString(), headers);
  }

  private List<Item> selected(
      NavigableMap<String, Item> list, String filter, Map<String, String> query) {
    String after = "";
    Instant since = Instant.MIN;
    Matcher condition = CONDITION.matcher(filter);
    while (condition.find()) {
      if (condition.group(1).equals("sourcedId")) {
        after = lacks.contains(Lack.IGNORES_FILTERS) ? "" : condition.group(2);
      } else if (!lacks.contains(Lack.IGNORES_DATES)) {
        since = Instant.parse(condition.group(2));
      }
    }
    if (!after.isEmpty() && lacks.contains(Lack.FINDS_NOTHING_WITH_FILTERS)) {
      return List.of();
    }
    List<Item> items = new ArrayList<>();
    boolean sorts = query.containsKey("sort") && !lacks.contains(Lack.IGNORES_SORTING);
    NavigableMap<String, Item> tail = after.isEmpty() ? list : list.tailMap(after, false);
    boolean down = sorts && query.getOrDefault("orderBy", "asc").equals("desc");
    for (Item item : down ? tail.descendingMap().values() : tail.values()) {
      boolean hidden =
          lacks.contains(Lack.LISTS_NO_DELETED)
              && !filter.contains("dateLastModified")
              && item.status().equals("tobedeleted");
      if (!hidden && item.modified().isAfter(since)) {
        items.add(item);
      }
    }
    if (!sorts) {
      boolean newest = lacks.contains(Lack.NEWEST_FIRST);
      items.sort((a, b) -> (newest ? -1 : 1) * Long.compare(a.sequence(), b.sequence()));
    }
    return items;
  }
}
