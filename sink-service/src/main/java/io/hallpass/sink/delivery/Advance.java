package io.hallpass.sink.delivery;

/**
 * How far a batch moves a partition on.
 *
 * @param nextOffset the offset behind its last record
 * @param writtenAt when that record was written, milliseconds since 1970; 0 where unknown
 */
record Advance(long nextOffset, long writtenAt) {}
