package io.hallpass.runtime.avro;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaString;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.ControlSchemas;
import io.hallpass.schemas.Entity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;

/**
 * A Confluent-compatible registry. Subjects are the schemas' full names (RecordNameStrategy),
 * compatibility is BACKWARD_TRANSITIVE. Safe for use by several threads.
 */
public final class RegistrySchemaIds implements SchemaIds {
  private static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int CACHE = 1000;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int ATTEMPTS = 5;
  private static final long BETWEEN_ATTEMPTS = 100_000_000L;

  /** How registries say that there is no schema with an id, or that nothing has such an id. */
  private static final Set<Integer> NO_SUCH_ID = Set.of(400, NOT_FOUND, 422);

  private final RestService rest;
  private final SchemaRegistryClient client;
  private final Map<Schema, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Set<Integer> foreign = ConcurrentHashMap.newKeySet();

  /** A client of the registry at {@code url}; nothing is asked yet. */
  public RegistrySchemaIds(String url) {
    this(url, PATIENCE);
  }

  /** The same, with how long an answer may take. */
  RegistrySchemaIds(String url, Duration patience) {
    int millis = Math.toIntExact(patience.toMillis());
    this.rest = new RestService(List.of(url));
    this.rest.setHttpConnectTimeoutMs(millis);
    this.rest.setHttpReadTimeoutMs(millis);
    this.client =
        new CachedSchemaRegistryClient(
            rest, CACHE, List.of(new AvroSchemaProvider()), Map.of(), Map.of());
  }

  /**
   * Registers the whole vocabulary and the control schemas, as every service does before it touches
   * a topic.
   *
   * @throws SchemaRefusedException naming every subject the registry refused as incompatible
   * @throws SchemaUnavailableException where the registry does not answer
   */
  public void registerAll(Catalogue catalogue) {
    List<Schema> all = new ArrayList<>(catalogue.entities().stream().map(Entity::schema).toList());
    all.addAll(ControlSchemas.all());
    List<String> refused = new ArrayList<>();
    for (Schema schema : all) {
      try {
        registerPatiently(schema);
      } catch (RestClientException e) {
        if (e.getStatus() != CONFLICT) {
          throw new SchemaUnavailableException(
              "the registry refused subject "
                  + schema.getFullName()
                  + " with status "
                  + e.getStatus(),
              e);
        }
        refused.add(schema.getFullName());
      } catch (IOException e) {
        throw new SchemaUnavailableException("the registry does not answer", e);
      }
    }
    if (!refused.isEmpty()) {
      throw new SchemaRefusedException(refused);
    }
  }

  /**
   * Services that start at the same time register the same schemas, and to those who come second a
   * registry may say "conflict" (Apicurio does): only a conflict that stays is a refusal.
   */
  private void registerPatiently(Schema schema) throws IOException, RestClientException {
    for (int attempt = 1; ; attempt++) {
      try {
        register(schema);
        return;
      } catch (RestClientException e) {
        if (e.getStatus() != CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_ATTEMPTS);
      }
    }
  }

  private void register(Schema schema) throws IOException, RestClientException {
    String subject = schema.getFullName();
    AvroSchema avro = new AvroSchema(schema);
    try {
      client.updateCompatibility(subject, COMPATIBILITY);
    } catch (RestClientException e) {
      if (e.getStatus() != NOT_FOUND) {
        throw e;
      }
    }
    int id = client.register(subject, avro);
    client.updateCompatibility(subject, COMPATIBILITY);
    ids.put(schema, id);
    schemas.put(id, schema);
  }

  @Override
  public int idOf(Schema schema) {
    Integer known = ids.get(schema);
    if (known != null) {
      return known;
    }
    try {
      int id = client.getId(schema.getFullName(), new AvroSchema(schema));
      ids.put(schema, id);
      return id;
    } catch (IOException | RestClientException e) {
      throw new SchemaUnavailableException("the registry has no id for " + schema.getFullName(), e);
    }
  }

  @Override
  public Schema schema(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    if (id < 0 || foreign.contains(id)) {
      throw new UnknownSchemaException(id);
    }
    try {
      Schema schema = avro(id, rest.getId(id));
      schemas.put(id, schema);
      return schema;
    } catch (RestClientException e) {
      if (NO_SUCH_ID.contains(e.getStatus())) {
        throw new UnknownSchemaException(id);
      }
      throw new SchemaUnavailableException("the registry did not give schema " + id, e);
    } catch (IOException e) {
      throw new SchemaUnavailableException("the registry does not answer", e);
    }
  }

  /** A registry may hold Protobuf and JSON schemas as well; what an id names never changes. */
  private Schema avro(int id, SchemaString found) throws IOException, RestClientException {
    Optional<ParsedSchema> parsed =
        AvroSchema.TYPE.equals(found.getSchemaType())
            ? client.parseSchema(AvroSchema.TYPE, found.getSchemaString(), found.getReferences())
            : Optional.empty();
    if (parsed.isPresent()) {
      return ((AvroSchema) parsed.get()).rawSchema();
    }
    for (SchemaReference reference : found.getReferences()) {
      // What refers to others cannot be parsed either while the registry does not give those.
      rest.getVersion(reference.getSubject(), reference.getVersion());
    }
    foreign.add(id);
    throw new UnknownSchemaException(id);
  }
}
