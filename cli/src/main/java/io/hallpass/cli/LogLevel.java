package io.hallpass.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much the command says of what happens inside. */
final class LogLevel {
  /** Repeats what it cannot read of a URL. Kept here, since an unused logger forgets its level. */
  private static final java.util.logging.Logger DRIVER =
      java.util.logging.Logger.getLogger("org.postgresql");

  private LogLevel() {}

  static void set(boolean verbose) {
    set("io.hallpass", verbose ? Level.INFO : Level.ERROR);
    set("org.apache.kafka", verbose ? Level.WARN : Level.OFF);
    DRIVER.setLevel(java.util.logging.Level.OFF);
    set(Logger.ROOT_LOGGER_NAME, verbose ? Level.WARN : Level.OFF);
  }

  private static void set(String name, Level level) {
    if (LoggerFactory.getLogger(name) instanceof Logger logger) {
      logger.setLevel(level);
    }
  }
}
