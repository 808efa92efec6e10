package io.hallpass.cli.district;

import java.util.Arrays;
import java.util.Optional;

/** How the rows of a source come. */
public enum SourceKind {
  CSV("csv"),
  ONEROSTER_CSV("oneroster-csv"),
  POSTGRES_CDC("postgres-cdc"),
  KAFKA_TOPIC("kafka-topic");

  private final String text;

  SourceKind(String text) {
    this.text = text;
  }

  /** As it stands in a source's file. */
  public String text() {
    return text;
  }

  /** The kind written so. */
  public static Optional<SourceKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
  }

  /** Whether its rows come from files. */
  public boolean files() {
    return this == CSV || this == ONEROSTER_CSV;
  }

  @Override
  public String toString() {
    return text;
  }
}
