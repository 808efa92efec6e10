package io.hallpass.ingest.rest;

import java.util.List;

/** Reads one resource of an API. */
public interface ResourceReader {
  /** As the mapping calls it. */
  String resource();

  /** How far it was read. */
  ResourceState state();

  /**
   * Reads what is due of it; returns when all was handed to {@code out}.
   *
   * @return whether it would go on at once, since something is open that a second look can close
   * @throws RestException where the server does not give it; what was finished stays finished
   */
  boolean read(Out out) throws RestException, InterruptedException;

  /** Makes a full pass due at once. */
  void readWhole();

  /**
   * Whether a full pass was broken off and waits until the server has rested; what was said of it
   * then is still so.
   */
  default boolean brokenOff() {
    return false;
  }

  /** What the server turned out to be unable to do, and what follows; names no row. */
  default List<String> limits() {
    return List.of();
  }

  /** What would help where {@link ResourceState.Open#UNSETTLED} stays. */
  String advice();
}
