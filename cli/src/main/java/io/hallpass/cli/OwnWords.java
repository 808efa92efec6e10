package io.hallpass.cli;

import io.hallpass.runtime.service.Causes;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * What may be said of a failure. A library's message can repeat a value, a row or a URL with a
 * password; only our own messages, and picocli's about the command line, are known not to. Of
 * others there are the names of their classes, and the SQLSTATE.
 */
final class OwnWords {
  private OwnWords() {}

  /** One line. */
  static String line(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      Optional<String> message = message(t);
      if (message.isPresent()) {
        return message.get().lines().findFirst().orElse("");
      }
    }
    String silence =
        caused(failure, TimeoutException.class) ? "Kafka did not answer in time: " : "";
    return silence + Causes.named(failure) + sqlState(failure);
  }

  /** A stack trace with no message but ours. */
  static void trace(Throwable failure, PrintWriter to) {
    trace("", failure, to, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static void trace(String role, Throwable t, PrintWriter to, Set<Throwable> seen) {
    if (t == null || !seen.add(t)) {
      return;
    }
    to.println(role + t.getClass().getName() + message(t).map(m -> ": " + m).orElse(""));
    for (StackTraceElement element : t.getStackTrace()) {
      to.println("\tat " + element);
    }
    for (Throwable suppressed : t.getSuppressed()) {
      trace("Suppressed: ", suppressed, to, seen);
    }
    trace("Caused by: ", t.getCause(), to, seen);
  }

  private static Optional<String> message(Throwable t) {
    String type = t.getClass().getName();
    boolean ours = type.startsWith("io.hallpass.") || type.startsWith("picocli.");
    // An exception that was given a cause and no words has the words of its cause.
    boolean borrowed = t.getCause() != null && t.getCause().toString().equals(t.getMessage());
    return ours && !borrowed ? Optional.ofNullable(t.getMessage()) : Optional.empty();
  }

  private static String sqlState(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && sql.getSQLState() != null) {
        return " (SQLSTATE " + sql.getSQLState() + ")";
      }
    }
    return "";
  }

  private static boolean caused(Throwable failure, Class<?> by) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (by.isInstance(t)) {
        return true;
      }
    }
    return false;
  }
}
