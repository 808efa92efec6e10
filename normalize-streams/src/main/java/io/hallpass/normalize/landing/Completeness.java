package io.hallpass.normalize.landing;

import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.normalize.stream.Prefix;
import io.hallpass.runtime.topics.DistrictTopics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Whether this partition vouches for a source: that it has passed on every denial of it. It does so
 * from the end of a whole snapshot of each resource that emits consents, and takes it back when a
 * row cannot be read, a snapshot was not whole, or rows wait for their mapping. What it says goes
 * the way of the denials, behind them.
 *
 * <p>What a mended mapping reads from columns that no row has yet nobody has read: that is a doubt
 * of each such row.
 *
 * <p>A doubt has a position. Only a whole snapshot with a later one ends it: the one that the row
 * is part of does not.
 */
final class Completeness implements LandingStage.Doubts {
  private static final String SWEPT = "swept/";
  private static final String DOUBT = "doubt/";
  private static final String LACKING = "lacking/";
  private static final String VOUCHED = "vouched/";
  private static final byte[] YES = {1};

  private final KeyValueStore<Bytes, byte[]> meta;
  private final SettingsBook book;
  private final VendorEnds ends;
  private final Voice voice;

  /** Tells every partition of stage 2. */
  interface Voice {
    /** This partition vouches for the source, or does so no longer. */
    void consents(String source, boolean complete);
  }

  Completeness(KeyValueStore<Bytes, byte[]> meta, SettingsBook book, VendorEnds ends, Voice voice) {
    this.meta = meta;
    this.book = book;
    this.ends = ends;
    this.voice = voice;
  }

  /**
   * A whole snapshot of the resource, with this position, was taken to its end.
   *
   * @param mapping by which the resource's rows are mapped; empty where that is not one
   */
  void swept(String source, String resource, long position, Optional<Mapping> mapping) {
    if (!ends(key(DOUBT, source, resource), position)) {
      return;
    }
    Bytes swept = key(SWEPT, source, resource);
    if (ends(key(LACKING, source, resource), position)) {
      Optional<ResourceMapping> by = mapping.flatMap(all -> all.resource(resource));
      Set<String> read = by.map(ResourceMapping::consentColumns).orElse(Set.of());
      meta.delete(key(LACKING, source, resource));
      meta.put(swept, columns(read));
    } else if (meta.get(swept) == null) {
      meta.put(swept, columns(Set.of()));
    }
  }

  private boolean ends(Bytes doubt, long position) {
    byte[] known = meta.get(doubt);
    return known == null || position > ByteBuffer.wrap(known).getLong();
  }

  /** With the end of a snapshot stands from which columns consents were read then. */
  private static byte[] columns(Set<String> names) {
    Map<String, String> columns = new TreeMap<>();
    names.forEach(name -> columns.put(name, null));
    return FlatJson.write(columns);
  }

  /** None of what older versions stored. */
  private static Set<String> columns(byte[] swept) {
    return FlatJson.read(swept).map(Map::keySet).orElse(Set.of());
  }

  /** Something of the resource that had this position could not be taken. */
  void doubt(String source, String resource, long position) {
    raise(key(DOUBT, source, resource), position);
    if (meta.get(key(SWEPT, source, resource)) != null) {
      meta.delete(key(SWEPT, source, resource));
    }
    if (vouched(source) && !whole(source)) {
      say(source, false);
    }
  }

  private void raise(Bytes doubt, long position) {
    if (ends(doubt, position)) {
      meta.put(doubt, ByteBuffer.allocate(Long.BYTES).putLong(position).array());
    }
  }

  @Override
  public void raise(RowKey row, long position) {
    doubt(row.source(), row.resource(), position);
  }

  /**
   * What was read whole before counts again where the mapping does not want the columns any more.
   */
  @Override
  public void lacking(RowKey row, long position) {
    // An end before it said nothing of this row, whatever columns were read then.
    Bytes swept = key(SWEPT, row.source(), row.resource());
    if (meta.get(swept) != null) {
      meta.put(swept, columns(Set.of()));
    }
    lack(row, position);
  }

  private void lack(RowKey row, long position) {
    raise(key(LACKING, row.source(), row.resource()), position);
    if (vouched(row.source())) {
      say(row.source(), false);
    }
  }

  /**
   * A vendor that publishes itself may have said since that all is said, with these columns: then
   * it has nothing to say in them of this row. Else an end that was on its way when the mapping
   * changed is none.
   */
  @Override
  public void uncollected(RowKey row, Set<String> columns, long position) {
    byte[] swept = meta.get(key(SWEPT, row.source(), row.resource()));
    if (swept == null || !columns(swept).containsAll(columns)) {
      lack(row, Math.max(position, ends.last(row.source(), row.resource())));
    }
  }

  /**
   * The source has this mapping now: of columns it does not read, an end says nothing any more, and
   * which rows lack some is found out anew.
   */
  void mapped(String source, Mapping mapping) {
    for (ResourceMapping resource : mapping.resources()) {
      String name = DistrictTopics.resourceName(resource.name());
      meta.delete(key(LACKING, source, name));
      Bytes key = key(SWEPT, source, name);
      byte[] swept = meta.get(key);
      if (swept != null) {
        Set<String> still = new HashSet<>(columns(swept));
        still.retainAll(resource.consentColumns());
        meta.put(key, columns(still));
      }
    }
  }

  /**
   * Says what has changed.
   *
   * @param settled whether all rows of the source were mapped by the mapping it has now
   */
  void review(String source, boolean settled) {
    boolean now = settled && whole(source);
    if (now != vouched(source)) {
      say(source, now);
    }
  }

  /** Forgets what was read of resources that this mapping does not have: their rows are gone. */
  void prune(String source, Mapping mapping) {
    forget(source, Optional.of(mapping));
  }

  /** Forgets the source. */
  void forget(String source) {
    forget(source, Optional.empty());
    review(source, false);
  }

  private void forget(String source, Optional<Mapping> unless) {
    for (String kind : List.of(SWEPT, DOUBT, LACKING, VendorEnds.END)) {
      byte[] prefix = (kind + source + "/").getBytes(StandardCharsets.UTF_8);
      List<Bytes> gone = new ArrayList<>();
      Prefix.scan(
          meta,
          prefix,
          (key, value) -> {
            String rest =
                new String(key, prefix.length, key.length - prefix.length, StandardCharsets.UTF_8);
            // Behind the resource stands the partition, where each says so for itself.
            String resource = rest.split("/", 2)[0];
            if (unless.flatMap(mapping -> mapping.resource(resource)).isEmpty()) {
              gone.add(new Bytes(key));
            }
            return true;
          });
      gone.forEach(meta::delete);
    }
  }

  /** Whether each resource that emits consents was read whole since it was last in doubt. */
  private boolean whole(String source) {
    List<String> consents =
        book.mapping(source).stream()
            .flatMap(active -> active.mapping().resources().stream())
            .filter(ResourceMapping::emitsConsents)
            .map(resource -> DistrictTopics.resourceName(resource.name()))
            .toList();
    return !consents.isEmpty()
        && consents.stream().allMatch(r -> meta.get(key(SWEPT, source, r)) != null)
        && consents.stream().allMatch(r -> meta.get(key(LACKING, source, r)) == null);
  }

  private boolean vouched(String source) {
    return meta.get(bytes(VOUCHED + source)) != null;
  }

  private void say(String source, boolean complete) {
    if (complete) {
      meta.put(bytes(VOUCHED + source), YES);
    } else {
      meta.delete(bytes(VOUCHED + source));
    }
    voice.consents(source, complete);
  }

  private static Bytes key(String kind, String source, String resource) {
    return bytes(kind + source + "/" + resource);
  }

  private static Bytes bytes(String name) {
    return new Bytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
