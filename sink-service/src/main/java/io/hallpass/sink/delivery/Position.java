package io.hallpass.sink.delivery;

import java.time.Duration;
import java.util.UUID;

/**
 * Where the warehouse stands in one partition.
 *
 * @param topicId of the topic it was filled from
 * @param nextOffset the first offset not delivered yet
 * @param sinceFresh how long ago the warehouse was last known to lack nothing
 */
record Position(UUID topicId, long nextOffset, Duration sinceFresh) {}
