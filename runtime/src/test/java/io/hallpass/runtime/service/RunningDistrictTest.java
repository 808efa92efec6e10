package io.hallpass.runtime.service;

import static io.hallpass.runtime.Wait.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.local.LocalStack;
import io.hallpass.runtime.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real streams, and a clock that goes only when it is told to. */
@ExtendWith(Stack.class)
final class RunningDistrictTest {
  @TempDir private Path state;
  private final AtomicLong clock = new AtomicLong();
  private final RunningDistrict running = new RunningDistrict("copy", "ada", clock::get);
  private final LogLines log = new LogLines();
  private String bootstrap;
  private TestDistrict district;

  @BeforeEach
  void topics(LocalStack stack) {
    bootstrap = stack.endpoints().bootstrapServers();
    district = new TestDistrict("ada", bootstrap).make();
  }

  @AfterEach
  void stop() throws Exception {
    running.close(Duration.ofSeconds(10));
    district.delete();
    log.close();
  }

  private KafkaStreams streams(Predicate<String> poison) {
    return new KafkaStreams(
        TestDistrict.copying(district.topics(), poison),
        new StreamsConfig(
            Map.of(
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                StreamsConfig.APPLICATION_ID_CONFIG,
                district.topics().applicationId("copy"),
                StreamsConfig.STATE_DIR_CONFIG,
                state.toString(),
                StreamsConfig.consumerPrefix("auto.offset.reset"),
                "earliest",
                // How long what crashed holds its partitions.
                StreamsConfig.consumerPrefix("session.timeout.ms"),
                6000)));
  }

  private void pass(long seconds) {
    clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void aDistrictThatCrashedIsFailedBetweenRestartsAndUntilItRanForAMinute() throws Exception {
    district.send("poison");
    assertThat(running.state()).isEqualTo("WAITING");
    running.start(() -> streams("poison"::equals));
    until("the crash", () -> running.state().equals("FAILED"));
    until("its end", () -> !running.wantsStart() && running.streams().isEmpty());

    assertThat(running.state()).as("between restarts").isEqualTo("FAILED");
    assertThat(running.wantsStart()).isFalse();
    pass(1);
    assertThat(running.wantsStart()).isTrue();
    running.start(() -> streams(v -> false));
    KafkaStreams mended = running.streams().orElseThrow();
    until("the mended one to be seen to run", () -> seenToRun(mended));
    pass(60);
    assertThat(running.state()).as("a minute later").isEqualTo("FAILED");
    pass(1);
    until("it to be well after more than a minute", () -> running.state().equals("RUNNING"));
  }

  /** It may share its tasks anew at any time; while it does that, it is not seen to run. */
  private boolean seenToRun(KafkaStreams mended) {
    boolean ran = mended.state() == KafkaStreams.State.RUNNING;
    assertThat(running.wantsStart()).isFalse();
    return ran && mended.state() == KafkaStreams.State.RUNNING;
  }

  @Test
  void problemsAreSaidOnceAndAgainWhereTheyChange() {
    running.refuse(List.of("one", "two"));
    running.refuse(List.of("one", "two"));
    assertThat(running.wantsStart()).isFalse();
    assertThat(running.state()).isEqualTo("REFUSED");
    running.refuse(List.of("two"));

    assertThat(log.all())
        .containsExactly(
            "ERROR copy: district ada is not started: one",
            "ERROR copy: district ada is not started: two",
            "ERROR copy: district ada is not started: two");
  }

  @Test
  void aCauseIsSaidOnceUntilTheDistrictHasBeenStarted() {
    List<Throwable> causes =
        List.of(new IllegalStateException("Kestrel"), new OutOfMemoryError("Kestrel"));
    causes.forEach(running::notStarted);
    causes.forEach(running::notStarted);
    assertThat(log.all()).hasSize(2).noneMatch(line -> line.contains("Kestrel"));

    running.start(() -> streams(v -> false));
    running.notStarted(causes.get(0));

    assertThat(log.with("cannot be started")).hasSize(3);
    assertThat(running.state()).isEqualTo("FAILED");
  }

  @Test
  void nothingIsStartedAfterItWasClosed() {
    running.close(Duration.ofSeconds(10));

    running.start(
        () -> {
          throw new AssertionError("made after the end");
        });

    assertThat(running.streams()).isEmpty();
  }

  @Test
  void whatCannotBeMadeIsNotSwallowed() {
    assertThatThrownBy(
            () ->
                running.start(
                    () -> {
                      throw new IllegalStateException("no topology");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(running.streams()).isEmpty();
  }
}
