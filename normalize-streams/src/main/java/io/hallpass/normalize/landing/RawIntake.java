package io.hallpass.normalize.landing;

import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.runtime.topics.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes records of raw topics, each as its source asks. While it is not known how, they wait; those
 * that come later wait behind them, so a source keeps its order, markers included.
 */
final class RawIntake {
  private final SettingsBook book;
  private final Sources sources;
  private final LandingStage stage;
  private final Cursors cursors;
  private final Completeness completeness;
  private final VendorRows vendorRows;
  private final WaitingRows waiting;
  private final LandingForwarder forwarder;
  private final VendorEnds ends;

  RawIntake(
      SettingsBook book,
      Sources sources,
      LandingStage stage,
      Cursors cursors,
      Completeness completeness,
      VendorRows vendorRows,
      WaitingRows waiting,
      LandingForwarder forwarder,
      VendorEnds ends) {
    this.book = book;
    this.sources = sources;
    this.stage = stage;
    this.cursors = cursors;
    this.completeness = completeness;
    this.vendorRows = vendorRows;
    this.waiting = waiting;
    this.forwarder = forwarder;
    this.ends = ends;
  }

  /** A record as the topic has it. */
  void receive(RawRecord record) {
    String source = record.source();
    if (record.row()) {
      forwarder.count(source, "rows");
    }
    if (waiting.any(source) || !takeable(source)) {
      waiting.add(record);
      forwarder.count(source, "waiting", 1);
      completeness.review(source, false);
    } else {
      take(record);
    }
  }

  /** The sources of which records wait that can now be taken. */
  List<String> releasable() {
    return waiting.sources().stream().filter(this::takeable).toList();
  }

  boolean waits(String source) {
    return waiting.any(source);
  }

  /**
   * Takes the first of the records that wait, at most so many.
   *
   * @return whether others wait that can be taken
   */
  boolean release(String source, int slice) {
    if (!takeable(source)) {
      return false;
    }
    List<RawRecord> taken = waiting.take(source, slice);
    for (RawRecord record : taken) {
      forwarder.at(record);
      take(record);
    }
    forwarder.count(source, "waiting", -taken.size());
    return waiting.any(source);
  }

  /** A vendor's row that was keyed again, from the topic it went through. */
  void rekeyed(RowKey key, byte[] value, long position) {
    if (removed(key.source())) {
      forwarder.reject(key, null, ErrorCode.UNMAPPED_RESOURCE, null);
    } else {
      land(key, value, position, Set.of());
    }
  }

  /** What one partition of a vendor's topic said of its end, from the topic its rows go through. */
  void said(String source, String resource, int partition, long position) {
    if (!removed(source)) {
      ends.heard(source, resource, partition, position)
          .ifPresent(at -> cursors.add(Cursor.said(source, resource, at)));
    }
  }

  /**
   * What ingest sends waits for its mapping in the landing store; what a vendor sends cannot even
   * be put there without one. Of a source that is none any more all is refused.
   */
  private boolean takeable(String source) {
    if (!book.knows(source)) {
      return sources.removed(source);
    }
    return !book.vendorKeyed(source) || book.mapping(source).isPresent();
  }

  private boolean removed(String source) {
    return sources.removed(source) && !book.knows(source);
  }

  private void take(RawRecord record) {
    if (removed(record.source())) {
      if (record.row()) {
        forwarder.reject(record.key(), null, ErrorCode.UNMAPPED_RESOURCE, null);
      }
    } else if (book.vendorKeyed(record.source())) {
      published(record);
    } else {
      ingested(record);
    }
  }

  private void ingested(RawRecord record) {
    String source = record.source();
    String resource = record.resource();
    long position = record.position().orElse(record.offset());
    switch (record.kind()) {
      case ROW -> land(record.key(), record.value(), position, record.unchanged());
      case ROW_WITHOUT_KEY -> {
        forwarder.reject(record.key(), record.value(), ErrorCode.MISSING_KEY, null);
        completeness.doubt(source, resource, position);
      }
      case COMPLETE ->
          record.position().ifPresent(at -> cursors.add(Cursor.sweep(source, resource, at)));
      case INCOMPLETE -> completeness.doubt(source, resource, record.position().orElse(0));
      case NOTHING -> {}
    }
  }

  /** A vendor says what changes, so nothing that it does not repeat is gone. */
  private void published(RawRecord record) {
    long position = record.position().orElse(record.time());
    switch (record.kind()) {
      case ROW, ROW_WITHOUT_KEY -> key(record);
      case COMPLETE -> forwarder.said(record.source(), record.resource(), position);
      case INCOMPLETE -> completeness.doubt(record.source(), record.resource(), position);
      case NOTHING -> {}
    }
  }

  /** A vendor's partitions count each for itself, but have one time. */
  private void key(RawRecord record) {
    RowKey named = record.key();
    long position = record.position().orElse(record.time());
    Optional<ResourceMapping> mapping =
        book.mapping(record.source()).flatMap(m -> m.mapping().resource(record.resource()));
    if (mapping.isEmpty()) {
      forwarder.reject(named, null, ErrorCode.UNMAPPED_RESOURCE, null);
      return;
    }
    VendorRows.Result result = vendorRows.read(named.key(), record.value(), mapping.get());
    if (result instanceof VendorRows.Result.Keyed keyed) {
      RowKey key = new RowKey(record.source(), record.resource(), keyed.key());
      forwarder.rekeyed(key, keyed.row(), position);
    } else if (result instanceof VendorRows.Result.Unreadable unreadable) {
      // What could not be read may hold what nobody mapped, so no bytes of it are kept.
      forwarder.reject(named, null, unreadable.code(), unreadable.field());
      completeness.raise(named, position);
    }
  }

  private void land(RowKey key, byte[] value, long position, Set<String> unchanged) {
    String source = key.source();
    if (value == null) {
      stage.delete(key, position);
      return;
    }
    Optional<ActiveMapping> mapping = book.mapping(source);
    if (mapping.isEmpty()) {
      if (book.knows(source) || sources.known(source)) {
        sources.mapped(source, Mark.UNMAPPED);
      }
      completeness.review(source, false);
    }
    stage.row(key, value, position, unchanged, mapping, book.ids());
  }
}
