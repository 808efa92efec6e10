package io.hallpass.normalize.landing;

import io.hallpass.normalize.mapping.ResourceMapping;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The long passes of one task, one after the other, and what follows from their ends: when the last
 * resource of a source that emits consents was swept, the source's consents are complete in this
 * partition, and stage 2 is told.
 */
final class LandingPasses {
  private static final Bytes CURSORS = key("cursors");

  private final KeyValueStore<Bytes, byte[]> meta;
  private final LandingStage stage;
  private final SettingsBook book;
  private final LandingForwarder forwarder;
  private final int slice;
  private final List<Cursor> cursors;

  LandingPasses(
      KeyValueStore<Bytes, byte[]> meta,
      LandingStage stage,
      SettingsBook book,
      LandingForwarder forwarder,
      int slice) {
    this.meta = meta;
    this.stage = stage;
    this.book = book;
    this.forwarder = forwarder;
    this.slice = slice;
    this.cursors = Cursor.decode(meta.get(CURSORS));
  }

  /** A complete snapshot ends here: rows with an older position are gone. */
  void complete(String source, String resource, long position) {
    cursors.add(Cursor.sweep(source, resource, position));
    save();
  }

  /** Starts a pass for each source whose mapping is not the one its rows were last mapped with. */
  void noticeMappings() {
    for (Map.Entry<String, ActiveMapping> active : book.mappings().entrySet()) {
      Bytes key = key("mapped/" + active.getKey());
      byte[] version = ByteBuffer.allocate(Long.BYTES).putLong(active.getValue().version()).array();
      if (!java.util.Arrays.equals(version, meta.get(key))) {
        meta.put(key, version);
        cursors.removeIf(
            cursor ->
                cursor.kind() == Cursor.Kind.REMAP && cursor.source().equals(active.getKey()));
        cursors.add(Cursor.remap(active.getKey()));
        save();
      }
    }
  }

  /** Moves the first pass by a slice. */
  void move() {
    if (cursors.isEmpty()) {
      return;
    }
    Cursor cursor = cursors.get(0);
    Optional<byte[]> next = moved(cursor);
    if (next.isPresent()) {
      cursors.set(0, cursor.at(next.get()));
    } else {
      cursors.remove(0);
      if (cursor.kind() == Cursor.Kind.SWEEP) {
        swept(cursor);
      }
    }
    save();
  }

  private Optional<byte[]> moved(Cursor cursor) {
    if (cursor.kind() == Cursor.Kind.SWEEP) {
      return stage.sweep(cursor.next(), cursor.end(), cursor.position(), slice);
    }
    Optional<ActiveMapping> mapping = book.mapping(cursor.source());
    return mapping.isEmpty()
        ? Optional.empty()
        : stage.remap(cursor.next(), cursor.end(), mapping.get(), book.ids(), slice);
  }

  private void swept(Cursor cursor) {
    meta.put(key("swept/" + cursor.source() + "/" + cursor.resource()), new byte[] {1});
    Optional<ActiveMapping> active = book.mapping(cursor.source());
    if (active.isEmpty()) {
      return;
    }
    List<ResourceMapping> consents =
        active.get().mapping().resources().stream().filter(ResourceMapping::emitsConsents).toList();
    boolean complete =
        !consents.isEmpty()
            && consents.stream()
                .map(
                    resource ->
                        io.hallpass.runtime.topics.DistrictTopics.resourceName(resource.name()))
                .allMatch(
                    resource -> meta.get(key("swept/" + cursor.source() + "/" + resource)) != null);
    if (complete) {
      forwarder.consentsComplete(cursor.source());
    }
  }

  private void save() {
    meta.put(CURSORS, Cursor.encode(cursors));
  }

  private static Bytes key(String name) {
    return new Bytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
