package io.hallpass.runtime.config;

import java.util.Locale;
import java.util.Set;

/**
 * How a connection to a database is protected where nobody said it: what goes over a network is
 * encrypted or does not go.
 */
public final class Encryption {
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private Encryption() {}

  /**
   * The {@code sslmode}, as libpq calls it: {@code prefer} for a host that is this machine, else
   * {@code require}.
   *
   * @param host a name or an address
   */
  public static String byDefault(String host) {
    return isThisMachine(host) ? "prefer" : "require";
  }

  /** Whether this name or address always means the machine one is on. */
  public static boolean isThisMachine(String host) {
    return THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT));
  }
}
