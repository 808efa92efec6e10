package io.hallpass.ingest.jdbc;

import io.hallpass.ingest.rest.HeldLoss;
import io.hallpass.ingest.rest.Loss;
import io.hallpass.ingest.rest.ResourceState.Open;
import io.hallpass.ingest.rest.ResourceState.Whole;

/**
 * The last full pass of a resource, and the one that it was compared with.
 *
 * @param whole the last one that took for gone what it lacked
 * @param rows of the last one, each key once
 * @param held whether that lacked too much, and took nothing for gone
 */
record Passed(Whole whole, long rows, boolean held) {
  /** There was none. */
  static final Passed NONE = new Passed(Whole.NONE, 0, false);

  /** After a pass that took back what it lacked. */
  static Passed whole(long position, long rows) {
    return new Passed(new Whole(position, rows), rows, false);
  }

  /** After a pass of which rows were rejected: it takes nothing for gone, whatever it lacks. */
  Passed rejecting(long nowRows) {
    return new Passed(whole, nowRows, false);
  }

  /** After a pass whose rows were all taken. */
  Passed then(String resource, long position, long nowRows, Loss loss) {
    return loss.judge(resource, nowRows, whole) == Open.HELD
        ? new Passed(whole, nowRows, true)
        : whole(position, nowRows);
  }

  /** Whether it was held, and an operator said since that its loss is right. */
  boolean released(String resource, Loss loss) {
    return held && loss.judge(resource, rows, whole) == Open.NO;
  }

  /** As an operator is told of it. */
  HeldLoss loss(String resource, Loss limit) {
    return new HeldLoss(resource, rows, whole, limit);
  }

  /** Reads {@link #text}. */
  static Passed of(String text) {
    String[] parts = text.split(" ");
    return parts.length == 4
        ? new Passed(
            new Whole(Long.parseLong(parts[0]), Long.parseLong(parts[1])),
            Long.parseLong(parts[2]),
            Boolean.parseBoolean(parts[3]))
        : NONE;
  }

  /** As it is stored. */
  String text() {
    return whole.number() + " " + whole.rows() + " " + rows + " " + held;
  }
}
