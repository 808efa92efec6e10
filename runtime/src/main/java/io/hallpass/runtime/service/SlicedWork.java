package io.hallpass.runtime.service;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Work of a Streams task that no record brings, a slice at a time, for as long as there is some.
 * Each punctuation of a task ends in a commit, with exactly-once a transaction: ten a second of
 * every idle task are what a broker is then busy with. Used by the task's thread alone.
 */
public final class SlicedWork {
  private final ProcessorContext<?, ?> context;
  private final Duration every;
  private final BooleanSupplier some;
  private final LongConsumer slice;
  private Cancellable running;

  /**
   * Work that has not begun.
   *
   * @param every the pause between two slices
   * @param some whether there is anything to do
   * @param slice does a slice; takes the wall clock's milliseconds
   */
  public SlicedWork(
      ProcessorContext<?, ?> context, Duration every, BooleanSupplier some, LongConsumer slice) {
    this.context = context;
    this.every = every;
    this.some = some;
    this.slice = slice;
  }

  /**
   * Does something for ever, at the same moments as all other tasks that do it as often, so that
   * they share a commit.
   */
  public static void together(ProcessorContext<?, ?> context, Duration every, Punctuator what) {
    context.schedule(Instant.EPOCH, every, PunctuationType.WALL_CLOCK_TIME, what);
  }

  /** To be called after whatever may have made work: begins, where there is some. */
  public void look() {
    if (running == null && some.getAsBoolean()) {
      running = context.schedule(every, PunctuationType.WALL_CLOCK_TIME, this::next);
    }
  }

  private void next(long now) {
    slice.accept(now);
    if (!some.getAsBoolean()) {
      running.cancel();
      running = null;
    }
  }
}
