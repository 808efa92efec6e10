package io.hallpass.local;

import java.util.Optional;

/**
 * Where the parts of a running stack are reached.
 *
 * <p>Asking for a part that the stack was configured without throws {@link IllegalStateException}:
 * a test that needs it should say so in its configuration.
 *
 * @param kafka {@code host:port} of the broker
 * @param registry URL of the registry's Confluent API
 * @param postgres JDBC URL of the server's maintenance database, with the user in it and no
 *     password needed
 */
public record Endpoints(
    Optional<String> kafka, Optional<String> registry, Optional<String> postgres) {

  /** The value of Kafka's {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return required(kafka, Part.KAFKA);
  }

  /** The value of Confluent's {@code schema.registry.url}. */
  public String schemaRegistryUrl() {
    return required(registry, Part.REGISTRY);
  }

  /** A server-level JDBC URL: database {@code postgres}, superuser {@code postgres}. */
  public String warehouseJdbcUrl() {
    return required(postgres, Part.POSTGRES);
  }

  static Endpoints of(LocalStackConfig config, Ports ports) {
    return new Endpoints(
        when(config, Part.KAFKA, ports.bootstrapServers()),
        when(config, Part.REGISTRY, ports.registryUrl()),
        when(config, Part.POSTGRES, ports.jdbcUrl("postgres")));
  }

  private static Optional<String> when(LocalStackConfig config, Part part, String value) {
    return config.parts().contains(part) ? Optional.of(value) : Optional.empty();
  }

  private static String required(Optional<String> value, Part part) {
    return value.orElseThrow(
        () -> new IllegalStateException("This stack was configured without " + part.title()));
  }
}
