package io.hallpass.ingest.rest;

import java.util.List;

/** A vendor's API, as a task reads it: in rounds. */
public interface RestSource {
  /** What all its resources share. */
  RestSettings settings();

  /** Its resources, in the order in which they are read. */
  List<? extends ResourceReader> readers();

  /** Asks what all resources need to know before a round. */
  default void begin() throws RestException, InterruptedException {}
}
