package io.hallpass.ingest.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.ingest.connect.SourcePartition;
import io.hallpass.ingest.row.RawRecords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an API's resources one after the other, again and again. A resource that the server refuses
 * is held: it is said once, the others go on, and it is tried again in the next round. So is one
 * that does not come although it was asked for often enough; two of them in a row end the round,
 * since the server is then away altogether, and the next round begins behind them, since it may be
 * those two alone. One that the server does not have is absent, which is no trouble: versions
 * differ in what they have. What a round needs before all of them and is refused is refused to
 * each.
 */
final class Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final int AWAY_IN_A_ROW = 2;

  private final RestSource source;
  private final RawRecords records;
  private final Out out;
  private final ConsentWatch consents;
  private final Set<String> absent = new TreeSet<>();
  private final Set<String> notAsked = new TreeSet<>();
  private Map<String, String> held = new TreeMap<>();
  private String said = "";
  private int away;
  private int next;

  Rounds(RestSource source, Out out) {
    this.source = source;
    this.out = out;
    RestSettings settings = source.settings();
    this.consents = new ConsentWatch(settings, out);
    this.records =
        new RawRecords(
            settings.district(), settings.source(), settings.partitions(), partition(settings));
  }

  /**
   * Under which Connect stores that something was said of the source as a whole: nothing of use.
   */
  private static Map<String, String> partition(RestSettings settings) {
    return SourcePartition.of(settings.district(), settings.source());
  }

  /** One round; whether the next one is wanted at once. */
  boolean round() throws InterruptedException {
    Map<String, String> now = new TreeMap<>();
    boolean again = false;
    notAsked.clear();
    try {
      source.begin();
      again = read(now);
      if (absent.size() == source.readers().size()) {
        now.put("", "the server has none of the resources; is url right?");
      }
    } catch (RestException e) {
      for (ResourceReader reader : source.readers()) {
        stillHeld(reader.resource(), now);
        if (!(e instanceof RestException.Away)) {
          consents.refused(reader);
        }
      }
      now.put("", e.getMessage());
    }
    say(now);
    return again && now.isEmpty() && notAsked.isEmpty();
  }

  private boolean read(Map<String, String> now) throws InterruptedException {
    List<? extends ResourceReader> readers = source.readers();
    boolean again = false;
    int first = next;
    next = 0;
    away = 0;
    for (int i = 0; i < readers.size(); i++) {
      int at = (first + i) % readers.size();
      if (away < AWAY_IN_A_ROW) {
        again |= read(readers.get(at), now);
        next = away < AWAY_IN_A_ROW ? 0 : (at + 1) % readers.size();
      } else {
        notAsked.add(readers.get(at).resource());
        stillHeld(readers.get(at).resource(), now);
      }
    }
    return again;
  }

  /** Of what was not asked, or waits to be read again, what was said last is still so. */
  private void stillHeld(String resource, Map<String, String> now) {
    if (held.containsKey(resource)) {
      now.put(resource, held.get(resource));
    }
  }

  private boolean read(ResourceReader reader, Map<String, String> now) throws InterruptedException {
    try {
      boolean again = reader.read(consents.reading(reader));
      away = 0;
      if (reader.brokenOff()) {
        stillHeld(reader.resource(), now);
      } else {
        consents.read(reader);
        absent.remove(reader.resource());
      }
      return again;
    } catch (RestException e) {
      boolean isAway = e instanceof RestException.Away;
      away = isAway ? away + 1 : 0;
      if (!isAway) {
        consents.refused(reader);
      }
      if (!(e instanceof RestException.Refused refused) || !refused.unknown()) {
        now.put(reader.resource(), e.getMessage());
      } else if (absent.add(reader.resource())) {
        LOG.warn("{}: {}", source.settings().connectorName(), e.getMessage());
      }
      return false;
    }
  }

  private void say(Map<String, String> now) throws InterruptedException {
    String name = source.settings().connectorName();
    now.forEach(
        (resource, why) -> {
          if (!why.equals(held.get(resource))) {
            LOG.error("{}: held, trying again at the next look: {}", name, why);
          }
        });
    held.keySet().stream()
        .filter(resource -> !now.containsKey(resource))
        .forEach(resource -> LOG.info("{}: {}no longer held", name, named(resource)));
    held = now;
    ObjectNode progress = RestStatus.of(source, absent, notAsked, held.values());
    if (!progress.toString().equals(said)) {
      said = progress.toString();
      // Without the position, which moves with every look although nothing else does.
      String json = progress.put("position", position()).toString();
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      out.send(List.of(records.progress(Map.of("said", position()), bytes)));
    }
  }

  private static String named(String resource) {
    return resource.isEmpty() ? "" : resource + ": ";
  }

  private long position() {
    return source.readers().stream().mapToLong(reader -> reader.state().number()).max().orElse(0);
  }
}
