package io.hallpass.cli.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;

/**
 * What one of our own connectors has against a configuration. It is asked here, since of Connect's
 * answer nobody could tell which words are ours.
 */
final class ConnectorProblems {
  /** How Kafka begins where it repeats a value. */
  private static final String REPEATED = "Invalid value ";

  private ConnectorProblems() {}

  /** A line each, with no value; none where the connector is not ours. */
  static List<String> of(Map<String, String> config) {
    List<String> problems = new ArrayList<>();
    String type = String.valueOf(config.get("connector.class"));
    if (!type.startsWith("io.hallpass.")) {
      return problems;
    }
    try {
      Connector connector = (Connector) Class.forName(type).getDeclaredConstructor().newInstance();
      for (ConfigValue value : connector.validate(config).configValues()) {
        for (String message : value.errorMessages()) {
          String words = message.startsWith(REPEATED) ? "its value is refused" : message;
          problems.add(words.contains(value.name()) ? words : value.name() + ": " + words);
        }
      }
    } catch (ReflectiveOperationException e) {
      problems.clear();
    }
    return problems;
  }
}
