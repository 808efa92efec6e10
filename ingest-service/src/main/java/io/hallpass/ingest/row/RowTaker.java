package io.hallpass.ingest.row;

import io.hallpass.runtime.topics.ErrorCode;

/** Takes the rows of a source that is read outside of Connect, one after the other. */
public interface RowTaker {
  /**
   * A row.
   *
   * @param resource as the mapping calls it
   * @param value its collected columns, as one flat JSON object
   * @param at {@code file:line}
   */
  void row(String resource, byte[] value, String at);

  /**
   * A row that could not be taken.
   *
   * @param field the column at fault, or null
   * @param at {@code file:line}
   */
  void refused(String resource, ErrorCode code, String field, String at);
}
