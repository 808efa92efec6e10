package io.hallpass.cli.kafka;

import io.hallpass.runtime.config.ConfigException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Where a running stack is, as {@code dev} writes it and other commands read it.
 *
 * @param bootstrapServers of Kafka
 * @param schemaRegistryUrl of the registry
 * @param connectUrl of the Connect cluster that runs sources
 * @param sinkConnectUrl of the Connect cluster that runs sinks; often the same
 * @param warehouseJdbcUrl server-level URL of the local PostgreSQL, or empty
 * @param kafka further settings for Kafka's clients (security and the like)
 */
public record Endpoints(
    String bootstrapServers,
    String schemaRegistryUrl,
    String connectUrl,
    String sinkConnectUrl,
    String warehouseJdbcUrl,
    Map<String, String> kafka) {
  /** Where commands look when they are not told. */
  public static final String DEFAULT_FILE = ".hallpass/endpoints.properties";

  private static final String KAFKA = "kafka.";
  private static final List<String> NEEDED =
      List.of("bootstrap.servers", "schema.registry.url", "connect.url");

  public Endpoints {
    kafka = Map.copyOf(kafka);
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException where it is not there or lacks a key
   */
  public static Endpoints read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new ConfigException(
          List.of(
              file
                  + ": cannot be read; start a stack with './hallpass dev', or name its file with --endpoints"));
    }
    List<String> problems = new ArrayList<>();
    for (String key : NEEDED) {
      if (properties.getProperty(key, "").isBlank()) {
        problems.add(file + ": missing key '" + key + "'");
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    Map<String, String> kafka = new HashMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith(KAFKA)) {
        kafka.put(key.substring(KAFKA.length()), properties.getProperty(key));
      }
    }
    String connect = properties.getProperty("connect.url");
    return new Endpoints(
        properties.getProperty("bootstrap.servers"),
        properties.getProperty("schema.registry.url"),
        connect,
        properties.getProperty("sink.connect.url", connect),
        properties.getProperty("warehouse.jdbc.url", ""),
        kafka);
  }

  /** Writes the file, with the process id beside; whoever finds it finds all of it. */
  public void write(Path file) {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", bootstrapServers);
    properties.setProperty("schema.registry.url", schemaRegistryUrl);
    properties.setProperty("connect.url", connectUrl);
    properties.setProperty("sink.connect.url", sinkConnectUrl);
    properties.setProperty("warehouse.jdbc.url", warehouseJdbcUrl);
    properties.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
    kafka.forEach((key, value) -> properties.setProperty(KAFKA + key, value));
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (Writer writer = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
        properties.store(writer, "Where the stack is");
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Settings for a Kafka client. */
  public Map<String, Object> client() {
    Map<String, Object> client = new HashMap<>(kafka);
    client.put("bootstrap.servers", bootstrapServers);
    return client;
  }
}
