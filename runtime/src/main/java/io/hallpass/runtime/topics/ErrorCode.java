package io.hallpass.runtime.topics;

/** Why a row was rejected. The constants are a contract: tools and people search for them. */
public enum ErrorCode {
  /** A row of a file has another number of cells than its header. */
  CELL_COUNT,
  /** A row could not be split into cells at all; no bytes of it are kept. */
  UNREADABLE_ROW,
  /** A key column of the row is empty, or the row has no key. */
  MISSING_KEY,
  /** Another row of the same file has this key and says something else. */
  DUPLICATE_KEY,
  /** A raw value is neither a JSON object nor Avro. */
  UNREADABLE_VALUE,
  /** An Avro value names a schema the registry does not know. */
  UNKNOWN_SCHEMA,
  /** The raw topic names a resource its mapping does not. */
  UNMAPPED_RESOURCE,
  /** An expression of the mapping failed on this row. */
  EXPRESSION_FAILED,
  /** {@code when} did not give true or false. */
  CONDITION_NOT_BOOLEAN,
  /** A value cannot be read as the field's type. */
  INVALID_VALUE,
  /** A date or time cannot be read. */
  INVALID_DATE,
  /** A code that no crosswalk knows, in a required field. */
  UNKNOWN_CODE,
  /** A required field has no value. */
  MISSING_REQUIRED,
  /** The record's id is empty. */
  MISSING_ID,
  /** The record's person is empty. */
  MISSING_PERSON,
  /** The row gives one record twice: two entries of its mapping give it the same id. */
  DUPLICATE_RECORD,
  /** The row is older than what is already stored. */
  STALE_POSITION,
  /** A consent that could not be mapped; its student is denied everything. */
  UNREADABLE_CONSENT,
  /** A source other than the district's registering one tried to register a student. */
  NOT_THE_REGISTRAR
}
