package io.hallpass.ingest.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.ingest.intake.Limits;
import io.hallpass.ingest.rest.ResourceState.Whole;

/**
 * A full pass that lacked too much, as an operator is told of it. Names of resources and counts,
 * never a value.
 *
 * @param rows that it had
 * @param before what it was compared with
 * @param loss the limit, and what was decided
 */
public record HeldLoss(String resource, long rows, Whole before, Loss loss) {
  private String id() {
    return Loss.id(resource, rows, before);
  }

  private boolean discarded() {
    return loss.discarded().contains(id());
  }

  private String why() {
    return resource
        + ": "
        + rows
        + " rows, and the last complete pass had "
        + before.rows()
        + ": "
        + (before.rows() - rows) * Limits.WHOLE / Math.max(1, before.rows())
        + " % are gone, the limit is "
        + loss.gone()
        + " %; nothing is taken back";
  }

  /** Why it is held, and what to do, as {@code status} shows it. */
  public String line() {
    return why() + (discarded() ? " (discarded)" : ", approve or discard " + id());
  }

  /** Adds what can be decided to {@code decide}, in the shape that sets of files have. */
  public void addTo(ArrayNode decide) {
    ObjectNode node = decide.addObject();
    node.put("id", id()).put("set", resource).put("approvable", true);
    // It can be approved after all, as a discarded set can that still lies there.
    node.putArray("reasons").add(discarded() ? "discarded: " + why() : why());
    node.putArray("table")
        .addArray()
        .add(resource)
        .add("")
        .add(before.rows())
        .add(rows)
        .add(before.rows() - rows)
        .add(0)
        .add(0)
        .add(true);
    node.put("more", 0);
  }
}
