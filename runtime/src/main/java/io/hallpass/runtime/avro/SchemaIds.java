package io.hallpass.runtime.avro;

import org.apache.avro.Schema;

/** The registry, as little of it as the services need. Implementations cache: asking is cheap. */
public interface SchemaIds {
  /**
   * The id under which this schema is registered.
   *
   * @throws SchemaUnavailableException where it is not registered or the registry does not answer
   */
  int idOf(Schema schema);

  /**
   * The Avro schema with this id.
   *
   * @throws UnknownSchemaException where the registry knows no such id, or what has it is no Avro
   * @throws SchemaUnavailableException where the registry does not answer; worth another try
   */
  Schema schema(int id);
}
