package io.hallpass.normalize.identity;

import java.util.Objects;
import java.util.UUID;

/**
 * What one row says, at one moment, of one person in both lanes: a consent and records beside it.
 * Nothing is ordered between lanes, so whoever has handled the one without the other may not be
 * seen. The row's messages carry it; those of a person are counted there.
 *
 * @param item the record id of one of the items, which no other row emits
 * @param version of the row
 * @param leaving how many items leave the person to whom the message goes; 0 where not in both
 *     lanes
 * @param coming how many items are said of the person whose they are now; 0 where not in both lanes
 */
public record Crossing(UUID item, long version, int leaving, int coming) {
  /** Checks the parts. */
  public Crossing {
    Objects.requireNonNull(item, "item");
    if (leaving < 0 || coming < 0) {
      throw new IllegalArgumentException("a crossing of less than nothing");
    }
  }

  /** As part of a store's key; no wave's, whose root is a person key and has a colon. */
  String text() {
    return version + " " + item;
  }

  /** Names no value. */
  @Override
  public String toString() {
    return "Crossing[" + leaving + ", " + coming + "]";
  }
}
