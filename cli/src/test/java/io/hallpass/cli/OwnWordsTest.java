package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.config.ConfigException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Of a failure only our own words are said: a library's can repeat anything. */
final class OwnWordsTest {
  private static final String CANARY = "Key (name)=(CANARY) at jdbc:postgresql://h?password=CANARY";

  private final StringWriter err = new StringWriter();

  @Command(name = "failing")
  private record Failing(Exception failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }

  private int fail(Exception failure, boolean verbose) {
    return new CommandLine(new Failing(failure))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(new ErrorLine(() -> verbose))
        .execute();
  }

  @Test
  void whatALibrarySaidIsNotRepeated() {
    int exitCode =
        fail(new IllegalStateException(CANARY, new SQLException(CANARY, "23505")), false);

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("hallpass: IllegalStateException < SQLException at OwnWordsTest.")
        .endsWith(" (SQLSTATE 23505)" + System.lineSeparator())
        .doesNotContain("CANARY");
  }

  @Test
  void ourWordsAreSaidWhateverIsAroundThem() {
    fail(
        new ExecutionException(
            CANARY, new ConfigException(List.of("x.yaml: is empty", "y.yaml: is not YAML"))),
        false);

    assertThat(err.toString()).isEqualTo("hallpass: x.yaml: is empty" + System.lineSeparator());
  }

  @Test
  void stackTracesHoldNoMessageButOurs() {
    IllegalStateException failure =
        new IllegalStateException(CANARY, new ConfigException(List.of("x.yaml: is empty")));
    failure.addSuppressed(new SQLException(CANARY, new IllegalArgumentException(CANARY)));

    fail(failure, true);

    assertThat(err.toString())
        .contains("java.lang.IllegalStateException" + System.lineSeparator() + "\tat ")
        .contains("Suppressed: java.sql.SQLException" + System.lineSeparator())
        .contains("Caused by: java.lang.IllegalArgumentException" + System.lineSeparator())
        .contains("Caused by: io.hallpass.runtime.config.ConfigException: x.yaml: is empty")
        .doesNotContain("CANARY");
  }

  @Test
  void aKafkaThatDoesNotAnswerIsSaidInWordsOfOurs() {
    fail(new ExecutionException(new TimeoutException(CANARY)), false);

    assertThat(err.toString())
        .startsWith("hallpass: Kafka did not answer in time: ExecutionException < TimeoutException")
        .doesNotContain("CANARY");
  }
}
