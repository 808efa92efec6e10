package io.hallpass.runtime.service;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of one district and when to start them again. Used by one thread, but for {@link
 * #state()}, {@link #streams()} and {@link #close(Duration)}.
 */
final class RunningDistrict {
  private static final Logger LOG = LoggerFactory.getLogger(RunningDistrict.class);
  private static final Duration CLOSE = Duration.ofSeconds(10);
  private static final Set<State> ENDED = EnumSet.of(State.ERROR, State.NOT_RUNNING);

  private final String step;
  private final String name;
  private final LongSupplier clock;
  private final Restarts restarts;
  private final Set<String> toldCauses = new HashSet<>();
  private volatile KafkaStreams streams;
  private volatile List<String> refused = List.of();
  private boolean closed;

  /** A district that wants to be started; {@code clock} counts nanoseconds and never goes back. */
  RunningDistrict(String step, String name, LongSupplier clock) {
    this.step = step;
    this.name = name;
    this.clock = clock;
    this.restarts = new Restarts(clock.getAsLong());
  }

  /** True where nothing runs, or what ran has failed and its pause is over. */
  boolean wantsStart() {
    KafkaStreams current = streams;
    if (current == null) {
      return restarts.due(clock.getAsLong());
    }
    State state = current.state();
    if (state == State.RUNNING) {
      restarts.runs(clock.getAsLong());
    } else if (ENDED.contains(state)) {
      restarts.failed(clock.getAsLong());
      current.close(CLOSE);
      streams = null;
    }
    return false;
  }

  /** Its topics do not fit together; says each problem once. */
  void refuse(List<String> problems) {
    if (!problems.equals(refused)) {
      problems.forEach(
          problem -> LOG.error("{}: district {} is not started: {}", step, name, problem));
    }
    refused = List.copyOf(problems);
    restarts.refused(clock.getAsLong());
  }

  /** Starts what the factory makes; what either throws is for {@link #notStarted}. */
  synchronized void start(Supplier<KafkaStreams> factory) {
    refused = List.of();
    if (closed) {
      return;
    }
    KafkaStreams fresh = factory.get();
    try {
      fresh.setUncaughtExceptionHandler(this::crashed);
      fresh.start();
    } catch (RuntimeException | Error e) {
      fresh.close(CLOSE);
      throw e;
    }
    streams = fresh;
    toldCauses.clear();
    LOG.info("{}: district {} started", step, name);
  }

  /** It could not be looked at or started; says each cause once. */
  void notStarted(Throwable failure) {
    restarts.failed(clock.getAsLong());
    String cause = Causes.named(failure);
    if (toldCauses.add(cause)) {
      LOG.error("{}: district {} cannot be started and is tried again: {}", step, name, cause);
    }
  }

  private StreamThreadExceptionResponse crashed(Throwable failure) {
    LOG.error(
        "{}: district {} stops and will be started again: {}", step, name, Causes.named(failure));
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** As {@link DistrictStreams#states()} says it. */
  String state() {
    if (!refused.isEmpty()) {
      return "REFUSED";
    }
    State state = streams().map(KafkaStreams::state).orElse(null);
    boolean ends = state == State.PENDING_ERROR || ENDED.contains(state);
    if (ends || restarts.troubled(clock.getAsLong())) {
      return "FAILED";
    }
    return state == null ? "WAITING" : state.name();
  }

  /** What runs now, if something does. */
  Optional<KafkaStreams> streams() {
    return Optional.ofNullable(streams);
  }

  /** Stops what runs; nothing is started any more. */
  synchronized void close(Duration timeout) {
    closed = true;
    streams().ifPresent(current -> current.close(timeout));
  }
}
