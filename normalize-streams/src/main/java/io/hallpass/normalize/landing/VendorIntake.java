package io.hallpass.normalize.landing;

import io.hallpass.normalize.landing.WaitingRows.Waiting;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.runtime.topics.ErrorCode;
import java.util.List;
import java.util.Optional;

/**
 * Takes what vendors publish themselves: records are keyed again as their mapping asks, and wait
 * while there is no mapping that can be used. While some wait, those that come later wait behind
 * them, so a source keeps its order.
 */
final class VendorIntake {
  private final SettingsBook book;
  private final VendorRows rows;
  private final WaitingRows waiting;
  private final LandingForwarder forwarder;
  private final LandingStage.Doubts doubts;

  VendorIntake(
      SettingsBook book,
      VendorRows rows,
      WaitingRows waiting,
      LandingForwarder forwarder,
      LandingStage.Doubts doubts) {
    this.book = book;
    this.rows = rows;
    this.waiting = waiting;
    this.forwarder = forwarder;
    this.doubts = doubts;
  }

  /** Whether records of the source wait. */
  boolean waits(String source) {
    return waiting.any(source);
  }

  /** A record as the vendor published it. */
  void take(Waiting row) {
    String source = row.named().source();
    if (book.mapping(source).isEmpty() || waits(source)) {
      waiting.add(row);
      forwarder.count(source, "waiting", 1);
    } else {
      key(row);
    }
  }

  /**
   * Takes the first of the records that wait, at most so many.
   *
   * @return whether more of them wait
   */
  boolean release(String source, int slice) {
    List<Waiting> taken = waiting.take(source, slice);
    for (Waiting row : taken) {
      forwarder.at(row);
      key(row);
    }
    forwarder.count(source, "waiting", -taken.size());
    return waits(source);
  }

  /** What cannot be read may hold what nobody mapped, so no bytes of it are kept. */
  void key(Waiting row) {
    RowKey named = row.named();
    Optional<ResourceMapping> mapping =
        book.mapping(named.source()).flatMap(active -> active.mapping().resource(named.resource()));
    if (mapping.isEmpty()) {
      forwarder.reject(named, null, ErrorCode.UNMAPPED_RESOURCE, null);
      return;
    }
    VendorRows.Result result = rows.read(named.key(), row.value(), mapping.get());
    if (result instanceof VendorRows.Result.Keyed keyed) {
      RowKey key = new RowKey(named.source(), named.resource(), keyed.key());
      forwarder.rekeyed(key, keyed.row(), row.position());
    } else if (result instanceof VendorRows.Result.Unreadable unreadable) {
      forwarder.reject(named, null, unreadable.code(), unreadable.field());
      doubts.raise(named, row.position());
    }
  }
}
