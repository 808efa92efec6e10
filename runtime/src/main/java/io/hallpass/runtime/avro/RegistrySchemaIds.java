package io.hallpass.runtime.avro;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.ControlSchemas;
import io.hallpass.schemas.Entity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;

/**
 * A Confluent-compatible registry. Subjects are the schemas' full names (RecordNameStrategy),
 * compatibility is BACKWARD_TRANSITIVE. Safe for use by several threads.
 */
public final class RegistrySchemaIds implements SchemaIds {
  private static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";
  private static final int CACHE = 1000;
  private static final int NOT_FOUND = 404;
  private static final int SCHEMA_NOT_FOUND = 40403;
  private static final int CONFLICT = 409;
  private static final int ATTEMPTS = 5;
  private static final long BETWEEN_ATTEMPTS = 100_000_000L;

  private final SchemaRegistryClient client;
  private final Map<Schema, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  /** A client of the registry at {@code url}; nothing is asked yet. */
  public RegistrySchemaIds(String url) {
    this.client =
        new CachedSchemaRegistryClient(
            List.of(url), CACHE, List.of(new AvroSchemaProvider()), Map.of());
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
    try {
      Schema schema = ((AvroSchema) client.getSchemaById(id)).rawSchema();
      schemas.put(id, schema);
      return schema;
    } catch (RestClientException e) {
      if (e.getStatus() == NOT_FOUND || e.getErrorCode() == SCHEMA_NOT_FOUND) {
        throw new UnknownSchemaException(id);
      }
      throw new SchemaUnavailableException("the registry did not give schema " + id, e);
    } catch (IOException e) {
      throw new SchemaUnavailableException("the registry does not answer", e);
    }
  }
}
