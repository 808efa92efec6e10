package io.hallpass.ingest.rest;

import io.hallpass.ingest.tree.TreeRows;

/**
 * An element of a page.
 *
 * @param id by which the server tells it from others; empty where it has none
 * @param modified when it was changed, as the server wrote it; empty where it does not say
 * @param gone whether the server says that it is to be deleted
 * @param result the row, or why there is none
 */
public record Row(String id, String modified, boolean gone, TreeRows.Result result) {
  /** Whether it was refused. */
  public boolean refused() {
    return result instanceof TreeRows.Result.Refused;
  }

  @Override
  public String toString() {
    return result.toString();
  }
}
