package io.hallpass.ingest.fileset;

import io.hallpass.runtime.topics.ErrorCode;

/** What stands at one place of a file: a row, or why there is none. */
public sealed interface FileRow {
  /** As the mapping calls it. */
  String resource();

  /**
   * A row.
   *
   * @param key its key columns, as JSON
   * @param value its collected columns, as JSON; null where the row says that it is gone
   */
  record Taken(String resource, byte[] key, byte[] value) implements FileRow {
    @Override
    public String toString() {
      return resource + (value == null ? " gone" : " row");
    }
  }

  /**
   * A row that cannot be taken.
   *
   * @param field the column at fault, or null
   * @param value the collected row, or null where it could not be split: it may hold what nobody
   *     mapped
   */
  record Refused(String resource, ErrorCode code, String field, byte[] value) implements FileRow {
    @Override
    public String toString() {
      return resource + " " + code + (field == null ? "" : " in " + field);
    }
  }
}
