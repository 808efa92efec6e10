package io.hallpass.runtime.settings;

/**
 * The mapping of one source.
 *
 * @param source as in its raw topics
 * @param kind {@code postgres-cdc}, {@code csv}, {@code oneroster-csv}, {@code kafka-topic} …
 * @param yaml the mapping file, word for word
 * @param version a hash of the mapping and the code sets it uses
 */
public record MappingSetting(String source, String kind, String yaml, long version)
    implements Setting {
  /** In front of the source in the key. */
  public static final String PREFIX = "mapping/";

  /** The kind whose rows a vendor publishes itself, keyed as the vendor likes. */
  public static final String KAFKA_TOPIC = "kafka-topic";

  @Override
  public String key() {
    return PREFIX + source;
  }

  /** The text of a mapping may name columns; nothing of it belongs into a log. */
  @Override
  public String toString() {
    return key() + " version " + Long.toHexString(version);
  }
}
