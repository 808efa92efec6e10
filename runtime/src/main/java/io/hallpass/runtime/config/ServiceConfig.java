package io.hallpass.runtime.config;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What a service must know to start. Everything about districts it learns from Kafka.
 *
 * @param bootstrapServers of Kafka
 * @param schemaRegistryUrl of a Confluent-compatible registry
 * @param stateDir where Streams keeps its state
 * @param threads stream threads a district, at least 1
 * @param httpPort where health and metrics are served; 0 for none, and for Connect its REST port
 * @param httpHost address they listen on
 * @param cacheMegabytes RocksDB's block cache and write buffers, for the whole process
 * @param kafka settings handed to Kafka's clients as they are (security and the like), without the
 *     prefix {@code kafka.}
 */
public record ServiceConfig(
    String bootstrapServers,
    String schemaRegistryUrl,
    Path stateDir,
    int threads,
    int httpPort,
    String httpHost,
    int cacheMegabytes,
    Map<String, String> kafka) {
  /**
   * Keys of the file, and upper-cased with {@code HALLPASS_} in front and dots as underscores, of
   * the environment.
   */
  public static final List<String> KEYS =
      List.of(
          "bootstrap.servers",
          "schema.registry.url",
          "state.dir",
          "threads",
          "http.port",
          "http.host",
          "cache.megabytes");

  private static final String KAFKA = "kafka.";
  private static final String ENVIRONMENT = "HALLPASS_";

  public ServiceConfig {
    kafka = Map.copyOf(kafka);
  }

  /** A configuration with the defaults, as {@code dev} and tests need it. */
  public static ServiceConfig of(String bootstrapServers, String schemaRegistryUrl, Path stateDir) {
    return new ServiceConfig(
        bootstrapServers, schemaRegistryUrl, stateDir, 1, 0, "127.0.0.1", 128, Map.of());
  }

  /** The same with so many stream threads a district. */
  public ServiceConfig withThreads(int number) {
    return new ServiceConfig(
        bootstrapServers,
        schemaRegistryUrl,
        stateDir,
        number,
        httpPort,
        httpHost,
        cacheMegabytes,
        kafka);
  }

  /** Settings of a Kafka client of the service: where Kafka is, and how to get in. */
  public Map<String, Object> client() {
    Map<String, Object> client = new TreeMap<>(kafka);
    client.put("bootstrap.servers", bootstrapServers);
    return client;
  }

  /**
   * Reads a properties file, where given, and the environment on top of it.
   *
   * @throws ConfigException with every unknown key, missing key and wrong value
   */
  public static ServiceConfig load(Path file, Map<String, String> environment) {
    Map<String, String> given = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    if (file != null) {
      read(file, given, problems);
    }
    fromEnvironment(environment, given, problems);
    return parse(given, problems);
  }

  private static void read(Path file, Map<String, String> given, List<String> problems) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      problems.add(file + ": cannot be read");
    }
    properties.stringPropertyNames().forEach(key -> given.put(key, properties.getProperty(key)));
  }

  private static void fromEnvironment(
      Map<String, String> environment, Map<String, String> given, List<String> problems) {
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT)) {
            String key =
                name.substring(ENVIRONMENT.length()).toLowerCase(Locale.ROOT).replace('_', '.');
            given.put(key, value);
          }
        });
  }

  private static ServiceConfig parse(Map<String, String> given, List<String> problems) {
    Map<String, String> kafka = new TreeMap<>();
    given.forEach(
        (key, value) -> {
          if (key.startsWith(KAFKA)) {
            kafka.put(key.substring(KAFKA.length()), value);
          } else if (!KEYS.contains(key)) {
            problems.add("unknown key '" + key + "'; known are " + KEYS + " and " + KAFKA + "*");
          }
        });
    String bootstrap = required(given, "bootstrap.servers", problems);
    String registry = required(given, "schema.registry.url", problems);
    if (!registry.isEmpty() && !isHttp(registry)) {
      problems.add("schema.registry.url must be an http or https URL");
    }
    int threads = number(given, "threads", 1, 1, 64, problems);
    int port = number(given, "http.port", 0, 0, 65535, problems);
    int cache = number(given, "cache.megabytes", 256, 16, 65536, problems);
    Path state = Path.of(given.getOrDefault("state.dir", "state"));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    String host = given.getOrDefault("http.host", "127.0.0.1");
    return new ServiceConfig(bootstrap, registry, state, threads, port, host, cache, kafka);
  }

  private static String required(Map<String, String> given, String key, List<String> problems) {
    String value = given.getOrDefault(key, "").strip();
    if (value.isEmpty()) {
      problems.add(
          "missing key '"
              + key
              + "' (in the file, or "
              + ENVIRONMENT
              + key.toUpperCase(Locale.ROOT).replace('.', '_')
              + ")");
    }
    return value;
  }

  private static boolean isHttp(String url) {
    try {
      String scheme = URI.create(url).getScheme();
      return "http".equals(scheme) || "https".equals(scheme);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static int number(
      Map<String, String> given,
      String key,
      int byDefault,
      int least,
      int most,
      List<String> problems) {
    String text = given.get(key);
    if (text == null) {
      return byDefault;
    }
    try {
      int value = Integer.parseInt(text.strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the same words.
    }
    problems.add(key + " must be a whole number from " + least + " to " + most);
    return byDefault;
  }
}
