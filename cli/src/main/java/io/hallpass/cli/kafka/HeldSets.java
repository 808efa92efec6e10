package io.hallpass.cli.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpass.ingest.fileset.FileSetConfig;
import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.topics.DistrictTopics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sets of files that are held, or discarded and still there, and about which an operator can
 * decide. What is decided stands in the connector's configuration, where {@code apply} leaves it.
 */
public final class HeldSets {
  private static final String INGEST = "ingest/";

  /** Ids are remembered as long as the sets may still lie there. */
  private static final int MOST = 100;

  /**
   * As much of an id as is enough where it is that of one set only, and a hash. The id of an API's
   * pass begins with the name of its resource, which would stand for whatever is held meanwhile.
   */
  private static final int SHORTEST = 8;

  private static final String HASH = "[0-9a-f]+";

  private final Endpoints endpoints;
  private final DistrictTopics topics;

  /**
   * A set.
   *
   * @param source of which it is
   * @param id of its contents: another set has another
   * @param set its name; empty where the source's path is the set
   * @param approvable whether it can be taken; otherwise it can be discarded only
   * @param reasons why it is held
   * @param table what was counted; empty where it was not compared
   * @param more how many lines the table would have besides
   */
  public record HeldSet(
      String source,
      String id,
      String set,
      boolean approvable,
      List<String> reasons,
      List<Line> table,
      long more) {
    public HeldSet {
      reasons = List.copyOf(reasons);
      table = List.copyOf(table);
    }
  }

  /**
   * A line of the table.
   *
   * @param school empty for the whole file
   * @param over whether it is over a limit
   */
  public record Line(
      String file,
      String school,
      long before,
      long now,
      long gone,
      long changed,
      long added,
      boolean over) {}

  /** What an operator decides. */
  public enum Decision {
    /** The set is taken, also where it was discarded and still lies there. */
    APPROVED(FileSetConfig.APPROVED),
    /** The set is put aside. */
    DISCARDED(FileSetConfig.DISCARDED);

    private final String key;

    Decision(String key) {
      this.key = key;
    }
  }

  public HeldSets(Endpoints endpoints, String district) {
    this.endpoints = endpoints;
    this.topics = new DistrictTopics(district);
  }

  /**
   * Those that are there now.
   *
   * @param source only of this one; empty for all
   */
  public List<HeldSet> list(Optional<String> source) {
    List<HeldSet> sets = new ArrayList<>();
    new StatusTopic(endpoints, topics)
        .read()
        .forEach(
            (key, status) -> {
              String name = key.startsWith(INGEST) ? key.substring(INGEST.length()) : "";
              if (!name.isEmpty() && source.filter(one -> !one.equals(name)).isEmpty()) {
                status.path("decide").forEach(set -> sets.add(set(name, set)));
              }
            });
    return sets;
  }

  private static HeldSet set(String source, JsonNode node) {
    List<String> reasons = new ArrayList<>();
    node.path("reasons").forEach(reason -> reasons.add(reason.asText()));
    List<Line> table = new ArrayList<>();
    node.path("table").forEach(line -> table.add(line(line)));
    return new HeldSet(
        source,
        node.path("id").asText(),
        node.path("set").asText(),
        node.path("approvable").asBoolean(),
        reasons,
        table,
        node.path("more").asLong());
  }

  private static Line line(JsonNode cells) {
    int at = 0;
    return new Line(
        cells.path(at++).asText(),
        cells.path(at++).asText(),
        cells.path(at++).asLong(),
        cells.path(at++).asLong(),
        cells.path(at++).asLong(),
        cells.path(at++).asLong(),
        cells.path(at++).asLong(),
        cells.path(at).asBoolean());
  }

  /**
   * The one with this id.
   *
   * @param id or the beginning of it, where it is of a set of files
   * @throws ConfigException where there is none, or more than one
   */
  public HeldSet one(Optional<String> source, String id) {
    List<HeldSet> all = list(source);
    List<HeldSet> found = all.stream().filter(set -> named(set.id(), id)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    String problem =
        found.isEmpty()
            ? id + " is no held set of " + topics.district()
            : id + " stands for several; give more of it, or name one with --source";
    List<String> ids = all.stream().map(set -> set.source() + " " + set.id()).toList();
    throw new ConfigException(List.of(problem + "; held are " + ids));
  }

  private static boolean named(String whole, String id) {
    return whole.equals(id)
        || id.length() >= SHORTEST && whole.startsWith(id) && whole.matches(HASH);
  }

  /**
   * Tells the source's connector, which acts at its next look.
   *
   * @throws ConfigException where the set cannot be taken, or nothing collects the source any more
   */
  public void decide(HeldSet set, Decision decision) {
    if (decision == Decision.APPROVED && !set.approvable()) {
      throw new ConfigException(
          List.of(set.id() + " cannot be taken as it is; mend the files, or discard it"));
    }
    String name = topics.district() + "." + set.source();
    ConnectClient connect = new ConnectClient(endpoints.connectUrl());
    Map<String, String> config =
        connect
            .config(name)
            .orElseThrow(
                () -> new ConfigException(List.of("there is no connector " + name + "; apply")));
    for (Decision one : Decision.values()) {
      List<String> ids = ids(config.get(one.key));
      ids.removeIf(id -> id.equals(set.id()) || id.startsWith(set.id() + Decisions.AGAIN));
      if (one == decision) {
        ids.add(one == Decision.APPROVED ? approval(set) : set.id());
      }
      config.put(
          one.key, String.join(",", ids.subList(Math.max(0, ids.size() - MOST), ids.size())));
    }
    connect.put(name, config);
  }

  /** With the time, because an approval counts once. */
  private static String approval(HeldSet set) {
    return set.id() + Decisions.AGAIN + Instant.now();
  }

  private static List<String> ids(String text) {
    Set<String> ids = new LinkedHashSet<>(List.of((text == null ? "" : text).split(",")));
    ids.remove("");
    return new ArrayList<>(ids);
  }
}
