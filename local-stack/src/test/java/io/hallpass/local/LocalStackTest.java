package io.hallpass.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real parts, in this JVM and in others that are killed. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class LocalStackTest {

  private static final AvroSchema SCHEMA =
      new AvroSchema(
          """
          {"type": "record", "name": "Kept", "namespace": "io.hallpass.test", "fields": [
            {"name": "value", "type": ["null", "string"], "default": null, "confluent:tags": ["NAME"]}]}
          """);

  @TempDir Path dataDir;
  @TempDir Path scratch;

  private LocalStackConfig config() {
    return LocalStackConfig.in(dataDir).withStartTimeout(Patience.LONGEST);
  }

  @Test
  void everyPartKeepsItsContentOverARestart() throws Exception {
    List<String> lines = new ArrayList<>();
    Endpoints before;
    int schemaId;
    try (LocalStack stack = LocalStack.start(config(), lines::add)) {
      before = stack.endpoints();
      StackContent content = new StackContent(before);
      content.makeTopic();
      content.writeCommittedAndAborted("committed", "aborted");
      assertThat(content.readCommitted()).containsExactly("committed");
      content.makeTable("row");
      schemaId = content.registerSchema(SCHEMA);
    }

    try (LocalStack stack = LocalStack.start(config())) {
      StackContent content = new StackContent(stack.endpoints());
      assertThat(stack.endpoints()).isEqualTo(before);
      assertThat(content.readCommitted()).containsExactly("committed");
      assertThat(content.query("SELECT value FROM kept")).isEqualTo("row");
      assertThat(content.schemaById(schemaId)).isEqualTo(SCHEMA.canonicalString());
      assertThat(content.registerSchema(SCHEMA)).isEqualTo(schemaId);
    }
    assertThat(lines)
        .anyMatch(line -> line.startsWith("Kafka is up"))
        .anyMatch(line -> line.startsWith("PostgreSQL is up"))
        .anyMatch(line -> line.startsWith("Schema registry is up"));
  }

  @Test
  void aKilledJvmTakesItsProcessesWithIt() throws Exception {
    StackDirectory directory = new StackDirectory(dataDir);
    try (StackInAnotherJvm other = StackInAnotherJvm.launch(dataDir, scratch)) {
      assertThat(other.isAlive()).as(other.output()).isTrue();
      ProcessHandle postmaster = Leftovers.postmaster(directory).orElseThrow();
      ProcessHandle registry = registry(directory).orElseThrow();

      other.kill();

      Processes.awaitEnd(registry, Patience.LONGEST);
      Processes.awaitEnd(postmaster, Patience.LONGEST);
      assertThat(StackDirectory.tail(directory.postgresLog(), 20))
          .contains("fast shutdown request");
    }
  }

  @Test
  void whatAKilledStackLeftBehindIsStoppedByTheNextStart() throws Exception {
    StackDirectory directory = new StackDirectory(dataDir);
    try (StackInAnotherJvm other = StackInAnotherJvm.launch(dataDir, scratch)) {
      assertThat(other.isAlive()).as(other.output()).isTrue();
      other.killWithGuards();
      ProcessHandle postmaster = Leftovers.postmaster(directory).orElseThrow();
      ProcessHandle registry = registry(directory).orElseThrow();
      assertThat(List.of(postmaster, registry)).allMatch(Processes::runs);
      List<String> lines = new ArrayList<>();

      try (LocalStack stack = LocalStack.start(StackInAnotherJvm.config(dataDir), lines::add)) {
        assertThat(List.of(postmaster, registry)).noneMatch(Processes::runs);
        assertThat(new StackContent(stack.endpoints()).registerSchema(SCHEMA)).isPositive();
      }
      assertThat(lines)
          .contains(
              "Stopped a schema registry left over from an earlier run",
              "Stopped a PostgreSQL server left over from an earlier run");
    }
  }

  @Test
  void aSecondStackOnTheSameDataDirectoryIsRefused() throws Exception {
    LocalStackConfig config = config().onlyPostgres();
    String refusal =
        "The data directory "
            + dataDir
            + " is in use by a running stack (process "
            + ProcessHandle.current().pid()
            + ")";
    try (LocalStack stack = LocalStack.start(config)) {
      assertThatThrownBy(() -> LocalStack.start(config)).hasMessageStartingWith(refusal);
      // After the refusal in this JVM, another JVM must still be refused.
      try (StackInAnotherJvm other = StackInAnotherJvm.launch(dataDir, scratch)) {
        assertThat(other.isAlive()).isFalse();
        assertThat(other.output()).contains(refusal);
      }
      assertThat(new StackContent(stack.endpoints()).query("SELECT 1")).isEqualTo("1");
    }
    LocalStack.start(config).close();
  }

  @Test
  void stoppedPartsComeBackAtTheSamePlace() throws Exception {
    try (LocalStack stack = LocalStack.start(config().withoutRegistry())) {
      StackContent content = new StackContent(stack.endpoints());
      content.makeTopic();
      content.writeCommittedAndAborted("committed", "aborted");
      content.makeTable("row");

      stack.stop(Part.KAFKA);
      stack.stop(Part.POSTGRES);
      assertThatThrownBy(() -> content.query("SELECT 1")).hasMessageContaining("refused");
      stack.start(Part.POSTGRES);
      stack.start(Part.KAFKA);

      assertThat(content.readCommitted()).containsExactly("committed");
      assertThat(content.query("SELECT value FROM kept")).isEqualTo("row");
      assertThatThrownBy(() -> stack.start(Part.REGISTRY))
          .hasMessageContaining("without Schema registry");
      assertThatThrownBy(() -> stack.endpoints().schemaRegistryUrl())
          .hasMessageContaining("without Schema registry");
    }
  }

  private static Optional<ProcessHandle> registry(StackDirectory directory) throws Exception {
    return ProcessMark.read(directory.registryPid()).flatMap(mark -> ProcessHandle.of(mark.pid()));
  }
}
