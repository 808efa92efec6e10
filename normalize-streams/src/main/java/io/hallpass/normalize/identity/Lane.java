package io.hallpass.normalize.identity;

/**
 * Which of the two parallel topics a message uses. Each lane keeps its own order and nothing is
 * assumed between lanes, so a withdrawal never queues behind a bulk load. All messages of one item
 * use one lane.
 */
public enum Lane {
  /** Consent items and their moves; to be read first. */
  CONSENTS,
  /** Everything else, resolution included. */
  BULK
}
