package io.hallpass.runtime.service;

import static io.hallpass.runtime.Wait.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.local.LocalStack;
import io.hallpass.runtime.Stack;
import io.hallpass.runtime.avro.SchemaUnavailableException;
import io.hallpass.runtime.config.ServiceConfig;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two districts in one process, on a real Kafka and registry. Ada is looked at before Bea. */
@ExtendWith(Stack.class)
final class DistrictStreamsTest {
  private static final String CANARY = "Kestrel-4711";

  @TempDir private Path state;
  private ServiceConfig config;
  private TestDistrict ada;
  private TestDistrict bea;
  private final LogLines log = new LogLines();

  @BeforeEach
  void districts(LocalStack stack) {
    String bootstrap = stack.endpoints().bootstrapServers();
    config = ServiceConfig.of(bootstrap, stack.endpoints().schemaRegistryUrl(), state);
    ada = new TestDistrict("ada", bootstrap);
    bea = new TestDistrict("bea", bootstrap);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    log.close();
    ada.delete();
    bea.delete();
  }

  private DistrictStreams start(TopologyFactory factory) {
    return DistrictStreams.start(config, "copy", factory);
  }

  private static DistrictStreams awaited(
      DistrictStreams streams, TestDistrict district, String wanted) throws Exception {
    until(
        district.name() + " to be " + wanted,
        () -> wanted.equals(streams.states().get(district.name())));
    return streams;
  }

  @Test
  void aDistrictIsFoundByItsSettingsTopicWhileTheServiceRuns() throws Exception {
    try (DistrictStreams streams =
        start((topics, n, ids) -> TestDistrict.copying(topics, v -> false))) {
      assertThat(streams.states()).isEmpty();

      ada.make();

      awaited(streams, ada, "RUNNING");
      ada.send("row");
      until("the copy", () -> ada.copied().equals(List.of("row")));
    }
  }

  @Test
  void aDistrictWithATopicOfAnotherPartitionCountIsRefusedAndOthersRun() throws Exception {
    ada.make(ada.topics().records(), 5).make();
    bea.make();
    try (DistrictStreams streams =
        start((topics, n, ids) -> TestDistrict.copying(topics, v -> false))) {
      awaited(streams, bea, "RUNNING");
      awaited(streams, ada, "REFUSED");
      assertThat(log.with(ada.name()))
          .containsExactly(
              "ERROR copy: district "
                  + ada.name()
                  + " is not started: topic "
                  + ada.topics().records()
                  + " has 5 partitions"
                  + " where the district has 2; partition counts of a living district never change");

      ada.delete(ada.topics().records());
      ada.make();

      awaited(streams, ada, "RUNNING");
    }
  }

  @Test
  void aPoisonRecordIsTheTroubleOfItsDistrictAlone() throws Exception {
    AtomicBoolean mended = new AtomicBoolean();
    AtomicInteger starts = new AtomicInteger();
    ada.make();
    bea.make();
    try (DistrictStreams streams =
        start(
            (topics, n, ids) -> {
              if (topics.equals(ada.topics())) {
                starts.incrementAndGet();
              }
              return TestDistrict.copying(topics, v -> v.equals(CANARY) && !mended.get());
            })) {
      awaited(streams, ada, "RUNNING");
      awaited(streams, bea, "RUNNING");

      ada.send(CANARY);

      awaited(streams, ada, "FAILED");
      until("two more starts", () -> starts.get() > 2);
      bea.send("row");
      until("the copy", () -> bea.copied().equals(List.of("row")));
      assertThat(streams.states())
          .containsEntry(ada.name(), "FAILED")
          .containsEntry(bea.name(), "RUNNING");
      assertThat(ada.copied()).isEmpty();
      assertThat(log.with(bea.name()))
          .containsExactly("INFO copy: district " + bea.name() + " started");

      mended.set(true);

      until("the row to be taken after all", () -> ada.copied().equals(List.of(CANARY)));
      assertThat(streams.states())
          .as("not yet well for a minute")
          .containsEntry(ada.name(), "FAILED");
      assertThat(log.all()).noneMatch(line -> line.contains(CANARY));
    }
  }

  @Test
  void aDistrictThatCannotBeStartedIsNamedOnceAndOthersRun() throws Exception {
    List<Long> tries = new CopyOnWriteArrayList<>();
    ada.make();
    bea.make();
    try (DistrictStreams streams =
        start(
            (topics, n, ids) -> {
              if (topics.equals(ada.topics())) {
                tries.add(System.nanoTime());
                throw new NoClassDefFoundError(CANARY);
              }
              return TestDistrict.copying(topics, v -> false);
            })) {
      awaited(streams, bea, "RUNNING");
      until("three tries", () -> tries.size() > 2);

      assertThat(streams.states()).containsEntry(ada.name(), "FAILED");
      assertThat(log.with(ada.name()))
          .singleElement()
          .asString()
          .contains(" cannot be started and is tried again: NoClassDefFoundError at ")
          .doesNotContain(CANARY);
      assertThat(seconds(tries.get(0), tries.get(1))).as("first pause").isGreaterThanOrEqualTo(1);
      assertThat(seconds(tries.get(1), tries.get(2))).as("second pause").isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void wrongSettingsOfKafkasClientsAreFoundAtTheStart() {
    ServiceConfig wrong =
        new ServiceConfig(
            config.bootstrapServers(),
            config.schemaRegistryUrl(),
            state,
            1,
            0,
            "127.0.0.1",
            64,
            Map.of("security.protocol", "NONE"));

    assertThatThrownBy(() -> DistrictStreams.start(wrong, "copy", (t, n, ids) -> new Topology()))
        .isInstanceOf(KafkaException.class);
  }

  @Test
  @Timeout(60)
  void aRegistryThatTakesAConnectionAndSaysNothingIsNotWaitedForForEver() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      ServiceConfig config =
          ServiceConfig.of("127.0.0.1:1", "http://127.0.0.1:" + silent.getLocalPort(), state);

      assertThatThrownBy(
              () ->
                  DistrictStreams.start(
                      config, "copy", (t, n, ids) -> new Topology(), Duration.ofMillis(500)))
          .isInstanceOf(SchemaUnavailableException.class)
          .hasMessage("the registry does not answer");
    }
  }

  private static long seconds(long from, long to) {
    return TimeUnit.NANOSECONDS.toSeconds(to - from);
  }
}
