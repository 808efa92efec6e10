package io.hallpass.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hallpass.runtime.config.ConfigException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

final class ConnectTraceTest {
  private static final Throwable FOREIGN =
      catchThrowable(() -> Integer.parseInt("CANARY\nCANARY of a second line"));

  /** Connect's own exception and Connect's own words, with a value in them. */
  private static final Throwable CONNECTS =
      catchThrowable(
          () ->
              new Struct(SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build())
                  .put("CANARY", 1));

  private static String reason(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    return ConnectTrace.reason(trace.toString());
  }

  @Test
  void whatOurTaskThrewIsSaid() {
    ConnectException ours = new ConnectException("everett.sis: database refuses us");

    assertThat(reason(ours)).isEqualTo("everett.sis: database refuses us");
    assertThat(reason(inConnect(ours))).isEqualTo("everett.sis: database refuses us");
  }

  @Test
  void ourExceptionsAreSaidWithAllTheirLines() {
    assertThat(reason(inConnect(new ConfigException(List.of("one is missing", "two is wrong")))))
        .isEqualTo("one is missing; two is wrong");
  }

  @Test
  void ofWhatOthersThrewThereIsTheClass() {
    assertThat(CONNECTS).isInstanceOf(ConnectException.class).hasMessageContaining("CANARY");

    assertThat(reason(inConnect(FOREIGN))).isEqualTo("NumberFormatException");
    assertThat(reason(inConnect(CONNECTS))).isEqualTo("DataException");
    assertThat(reason(new ConnectException(FOREIGN))).doesNotContain("CANARY");
    assertThat(ConnectTrace.reason("")).isEmpty();
  }

  @Test
  void ourWordsAreSaidWhereAForeignFailureIsTheirCause() {
    assertThat(reason(new ConnectException("everett.sis: cannot be followed", FOREIGN)))
        .isEqualTo("everett.sis: cannot be followed");
  }

  /** As a worker wraps what a task threw; the frames are Connect's, not ours. */
  private static ConnectException inConnect(Throwable cause) {
    ConnectException wrapped =
        new ConnectException("Exiting WorkerSinkTask due to unrecoverable exception.", cause);
    wrapped.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(
              "org.apache.kafka.connect.runtime.WorkerSinkTask",
              "deliver",
              "WorkerSinkTask.java",
              1)
        });
    return wrapped;
  }
}
