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
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
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
  private static final int SERVER_ERROR = 500;
  private static final int ROUNDS = 30;
  private static final long SHORTEST_PAUSE = 50_000_000L;
  private static final long LONGEST_PAUSE = 250_000_000L;

  /** How often an answer may take as long as it may until schemas are registered. */
  private static final int TIMES_PATIENT = 6;

  /** How registries say that there is no schema with an id, or that nothing has such an id. */
  private static final Set<Integer> NO_SUCH_ID = Set.of(400, NOT_FOUND, 422);

  private final Duration patience;
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
    this.patience = patience;
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
   * <p>Services that start at the same time register the same schemas, and to those who come second
   * a registry may say "conflict" (Apicurio does): only a conflict that stays is a refusal. So what
   * is refused is tried again in further rounds, which no two services make in lockstep.
   *
   * @throws SchemaRefusedException naming every subject the registry refused as incompatible
   * @throws SchemaUnavailableException where nothing listens there, or the registry does not come
   *     to answer as it should within a minute
   */
  public void registerAll(Catalogue catalogue) {
    long deadline = System.nanoTime() + patience.multipliedBy(TIMES_PATIENT).toNanos();
    List<Schema> left = new ArrayList<>(catalogue.entities().stream().map(Entity::schema).toList());
    left.addAll(ControlSchemas.all());
    for (int round = 1; !left.isEmpty(); round++) {
      if (round > ROUNDS) {
        throw new SchemaRefusedException(left.stream().map(Schema::getFullName).toList());
      }
      if (round > 1) {
        pause();
      }
      left.removeIf(schema -> taken(schema, deadline));
    }
  }

  /** Whether the registry took it; not where it says "conflict". What may pass is waited for. */
  private boolean taken(Schema schema, long deadline) {
    while (true) {
      try {
        register(schema);
        return true;
      } catch (RestClientException e) {
        if (e.getStatus() == CONFLICT) {
          return false;
        }
        if (e.getStatus() < SERVER_ERROR || System.nanoTime() > deadline) {
          throw new SchemaUnavailableException(
              "the registry refused subject "
                  + schema.getFullName()
                  + " with status "
                  + e.getStatus(),
              e);
        }
      } catch (IOException e) {
        if (!passing(e) || System.nanoTime() > deadline) {
          throw new SchemaUnavailableException("the registry does not answer", e);
        }
      }
      pause();
    }
  }

  /** A server that is slow, or hung up; not one that is not there. */
  private static boolean passing(IOException e) {
    return e instanceof SocketTimeoutException
        || e instanceof SocketException && !(e instanceof ConnectException);
  }

  private static void pause() {
    long nanos = ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE, LONGEST_PAUSE);
    LockSupport.parkNanos(nanos);
    if (Thread.currentThread().isInterrupted()) {
      throw new SchemaUnavailableException("stopped while the registry was asked", null);
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
