package io.hallpass.ingest.fileset;

/**
 * A set that was read to its end.
 *
 * @param number the position on its records
 * @param fingerprint of its contents and of what is collected of them
 * @param order its place among the sets of a drop folder; empty for a set in a fixed path
 */
record TakenSet(long number, String fingerprint, String order) {}
