package io.hallpass.sink.config;

import io.hallpass.runtime.topics.Names;
import io.hallpass.schemas.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Checks the whole configuration of a connector at once: the keys of the sink, keys that nobody
 * knows, and those settings of Connect on which exactly-once delivery depends.
 */
public final class SinkConfigCheck {
  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
  private static final String ISOLATION = "consumer.override.isolation.level";
  private static final String RESET = "consumer.override.auto.offset.reset";
  private static final List<String> OWN_PREFIXES = List.of("warehouse.", "schema.registry.");
  private static final String KAFKA = "kafka.";
  private static final Pattern RELEASED =
      Pattern.compile(Names.FORM + "\\.released\\." + Names.FORM);

  /** The overrides a configuration is refused without. */
  static final List<String> DEMANDED = List.of(ISOLATION, RESET);

  /** Settings of the sink's consumer without which nothing is exactly once, or fast. */
  public static final Map<String, String> CONSUMER_OVERRIDES =
      Map.of(
          ISOLATION,
          "read_committed",
          RESET,
          "earliest",
          "consumer.override.max.poll.records",
          "20000",
          "consumer.override.fetch.max.bytes",
          "67108864",
          "consumer.override.max.partition.fetch.bytes",
          "16777216");

  private final Map<String, String> given;
  private final List<ConfigValue> values;

  private SinkConfigCheck(Catalogue catalogue, Map<String, String> given) {
    this.given = given;
    this.values = new ArrayList<>(SinkKeys.definition(catalogue).validate(given));
  }

  /** Every key with what is wrong with it, as Connect's REST interface shows it. */
  public static List<ConfigValue> validate(Catalogue catalogue, Map<String, String> given) {
    SinkConfigCheck check = new SinkConfigCheck(catalogue, given);
    check.unknownKeys();
    check.topic();
    check.user();
    check.required(ISOLATION, "or values of aborted transactions would be delivered");
    check.required(RESET, "or the task dies before it can ask the warehouse");
    check.converter("key.converter");
    check.converter("value.converter");
    check.nothing("transforms", "the warehouse holds what the topic says, and nothing else");
    if ("all".equals(given.get("errors.tolerance"))) {
      check.problem("errors.tolerance", "must be none: with all, records could be left out");
    }
    return check.values;
  }

  /** Every problem, a line each, naming its key. */
  public static List<String> problems(Catalogue catalogue, Map<String, String> given) {
    List<String> problems = new ArrayList<>();
    for (ConfigValue value : validate(catalogue, given)) {
      for (String message : value.errorMessages()) {
        problems.add(message.contains(value.name()) ? message : value.name() + ": " + message);
      }
    }
    return problems;
  }

  private void unknownKeys() {
    for (String key : new TreeSet<>(given.keySet())) {
      boolean ours = OWN_PREFIXES.stream().anyMatch(key::startsWith);
      boolean client =
          key.startsWith(KAFKA)
              && !AdminClientConfig.configNames().contains(key.substring(KAFKA.length()));
      if (client || ours && values.stream().noneMatch(value -> value.name().equals(key))) {
        problem(key, "unknown key " + key);
      }
    }
  }

  private void topic() {
    String topics = given.getOrDefault("topics", "").strip();
    if (!RELEASED.matcher(topics).matches() || given.containsKey("topics.regex")) {
      problem("topics", "must be one topic, <district>.released.<recipient>");
    }
  }

  private void user() {
    boolean inUrl = given.getOrDefault(SinkKeys.URL, "").matches(".*[?&]user=.+");
    if (!inUrl && given.getOrDefault(SinkKeys.USER, "").isBlank()) {
      problem(SinkKeys.USER, "is missing, and " + SinkKeys.URL + " names no user either");
    }
  }

  private void required(String key, String why) {
    String value = CONSUMER_OVERRIDES.get(key);
    if (!value.equals(given.get(key))) {
      problem(key, "must be " + value + ", " + why);
    }
  }

  private void converter(String key) {
    String converter = given.get(key);
    if (converter != null && !BYTES.equals(converter)) {
      problem(key, "must be " + BYTES + ": the sink reads Avro itself");
    }
  }

  private void nothing(String key, String why) {
    if (!given.getOrDefault(key, "").isBlank()) {
      problem(key, "must be left out: " + why);
    }
  }

  private void problem(String key, String message) {
    ConfigValue value =
        values.stream()
            .filter(known -> known.name().equals(key))
            .findFirst()
            .orElseGet(
                () -> {
                  ConfigValue added = new ConfigValue(key);
                  values.add(added);
                  return added;
                });
    value.addErrorMessage(message);
  }
}
