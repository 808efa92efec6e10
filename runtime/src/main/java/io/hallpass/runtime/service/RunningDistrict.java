package io.hallpass.runtime.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of one district and when to start them again. Used by one thread, but for {@link
 * #state()}.
 */
final class RunningDistrict {
  private static final Logger LOG = LoggerFactory.getLogger(RunningDistrict.class);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(60);

  private final String step;
  private final String name;
  private volatile KafkaStreams streams;
  private volatile List<String> refused = List.of();
  private long pause = FIRST_PAUSE;
  private long startAt = System.nanoTime();
  private long startedAt;

  RunningDistrict(String step, String name) {
    this.step = step;
    this.name = name;
  }

  /** True where nothing runs, or what ran has failed and its pause is over. */
  boolean wantsStart() {
    KafkaStreams current = streams;
    if (current != null) {
      boolean dead =
          current.state() == KafkaStreams.State.ERROR
              || current.state() == KafkaStreams.State.NOT_RUNNING;
      if (!dead) {
        return false;
      }
      current.close(Duration.ofSeconds(10));
      streams = null;
      boolean ranWell = System.nanoTime() - startedAt > LONGEST_PAUSE;
      pause = ranWell ? FIRST_PAUSE : Math.min(pause * 2, LONGEST_PAUSE);
      startAt = System.nanoTime() + pause;
    }
    return System.nanoTime() - startAt >= 0;
  }

  void refuse(List<String> problems) {
    if (!problems.equals(refused)) {
      problems.forEach(
          problem -> LOG.error("{}: district {} is not started: {}", step, name, problem));
    }
    refused = List.copyOf(problems);
    startAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
  }

  void start(Supplier<KafkaStreams> factory) {
    refused = List.of();
    startedAt = System.nanoTime();
    try {
      KafkaStreams fresh = factory.get();
      fresh.setUncaughtExceptionHandler(this::failed);
      fresh.start();
      streams = fresh;
      LOG.info("{}: district {} started", step, name);
    } catch (RuntimeException e) {
      LOG.error("{}: district {} cannot be started: {}", step, name, Causes.named(e));
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      startAt = System.nanoTime() + pause;
    }
  }

  private StreamThreadExceptionResponse failed(Throwable failure) {
    LOG.error(
        "{}: district {} stops and will be started again: {}", step, name, Causes.named(failure));
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  String state() {
    KafkaStreams current = streams;
    if (current != null) {
      return current.state().name();
    }
    return refused.isEmpty() ? "WAITING" : "REFUSED";
  }

  void close(Duration timeout) {
    KafkaStreams current = streams;
    if (current != null) {
      current.close(timeout);
    }
  }
}
