package io.hallpass.cli.stack;

import io.hallpass.local.LocalStack;
import io.hallpass.local.LocalStackConfig;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * Which ports a stack takes.
 *
 * @param base Kafka N, its controller N+1, PostgreSQL N+2, registry N+3, Connect N+4; empty for
 *     free ones
 * @param usual of the free ones rather those that are usual
 */
public record StackPorts(OptionalInt base, boolean usual) {
  /** Where Kafka is usually found. */
  public static final int KAFKA = 9092;

  /** Where a schema registry is usually found. */
  public static final int REGISTRY = 8081;

  /** Where Kafka Connect is usually found. */
  public static final int CONNECT = 8083;

  /** Where PostgreSQL is usually found. */
  public static final int POSTGRES = 5432;

  private static final int CONNECT_IN_BLOCK = 4;

  /** Ports from the base on, or any that are free. */
  public static StackPorts of(OptionalInt base) {
    return new StackPorts(base, false);
  }

  /** The usual ones; those that are taken are replaced by free ones. */
  public static StackPorts onUsual() {
    return new StackPorts(OptionalInt.empty(), true);
  }

  /** An address, and where it is not on its usual port, a word about that. */
  public static String noted(String address, int usual) {
    return address.matches(".*:" + usual + "(/.*)?")
        ? address
        : address + "   (port " + usual + " was taken)";
  }

  LocalStackConfig of(LocalStackConfig config) {
    if (base.isPresent()) {
      return config.withPortBase(base.getAsInt());
    }
    return usual ? config.onUsualPorts() : config;
  }

  /** Where Connect listens; 0 lets it choose. */
  int connect() {
    return connect(LocalStack::isFree);
  }

  /** The same, where this says which ports are free. */
  int connect(IntPredicate free) {
    if (base.isPresent()) {
      return base.getAsInt() + CONNECT_IN_BLOCK;
    }
    return usual && free.test(CONNECT) ? CONNECT : 0;
  }
}
