package io.hallpass.local;

/** A part of the local stack. */
public enum Part {
  /** One Kafka broker, which is its own KRaft controller, inside this JVM. */
  KAFKA("Kafka"),
  /** A PostgreSQL server, a process of its own. */
  POSTGRES("PostgreSQL"),
  /**
   * A registry with Confluent's API, a process of its own; keeps its content in {@link #POSTGRES}.
   */
  REGISTRY("Schema registry");

  private final String title;

  Part(String title) {
    this.title = title;
  }

  /** The name a reader knows the part by. */
  public String title() {
    return title;
  }
}
