package io.hallpass.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.StoredOffsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.kafka.connect.source.SourceRecord;

/** A task over an API, with offsets that outlive it and a clock that the test moves. */
public final class RestRun implements AutoCloseable {
  /** Nothing takes so long; but a machine may be busy with other things. */
  private static final Duration PATIENCE =
      Duration.ofMinutes(Integer.getInteger("hallpass.wait.minutes", 6));

  private final BiFunction<Clock, Pause, RestSourceTask> tasks;
  private final StoredOffsets offsets = new StoredOffsets();
  private final MovedClock clock = new MovedClock();
  private Map<String, String> config;
  private RestSourceTask task;

  /**
   * A run.
   *
   * @param tasks makes tasks; they wait for no server
   */
  public RestRun(BiFunction<Clock, Pause, RestSourceTask> tasks, Map<String, String> config) {
    this.tasks = tasks;
    this.config = config;
    restart();
  }

  /** Stops the task, as at a crash: what was not committed is forgotten. */
  public void restart() {
    close();
    task = tasks.apply(clock, millis -> {});
    task.initialize(offsets.context(config));
    task.start(config);
  }

  /** Goes on with another configuration. */
  public void reconfigure(Map<String, String> other) {
    config = other;
    restart();
  }

  /** Moves the clock. */
  public void later(Duration by) {
    clock.ahead = clock.ahead.plus(by);
  }

  /** All that comes until it is enough, committed. */
  public List<SourceRecord> until(Predicate<List<SourceRecord>> enough) throws Exception {
    List<SourceRecord> all = new ArrayList<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!enough.test(all)) {
      assertThat(System.nanoTime()).as("waited in vain; %d came", all.size()).isLessThan(end);
      List<SourceRecord> some = poll();
      some.forEach(offsets::commit);
      all.addAll(some);
    }
    return all;
  }

  /** One poll; nothing is committed. */
  public List<SourceRecord> poll() throws Exception {
    List<SourceRecord> some = task.poll();
    return some == null ? List.of() : some;
  }

  /** Commits a record, and so all before it. */
  public void commit(SourceRecord record) {
    offsets.commit(record);
  }

  @Override
  public void close() {
    if (task != null) {
      task.stop();
    }
  }

  private static final class MovedClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
