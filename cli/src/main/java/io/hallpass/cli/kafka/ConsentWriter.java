package io.hallpass.cli.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.runtime.avro.RegistrySchemaIds;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.settings.Agreement;
import io.hallpass.runtime.settings.Setting;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.RawHeaders;
import io.hallpass.runtime.topics.TopicAdmin;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes decisions to the district's built-in consent source, {@code
 * <district>.raw.hallpass.consents}.
 */
public final class ConsentWriter implements AutoCloseable {
  private final Endpoints endpoints;
  private final DistrictTopics topics;
  private final ObjectMapper json = new ObjectMapper();
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * A decision.
   *
   * @param decision GRANT, DENY or REVOKE
   * @param personSystem of the student's id
   * @param personValue of the student's id
   * @param scope recipient, categories and the other columns of the built-in mapping
   */
  public record Decision(
      String decision, String personSystem, String personValue, Map<String, String> scope) {
    @Override
    public String toString() {
      return decision;
    }
  }

  /**
   * A writer for one district.
   *
   * @throws ConfigException where the district is not there
   */
  public ConsentWriter(Endpoints endpoints, String district) {
    this.endpoints = endpoints;
    this.topics = new DistrictTopics(district);
    try (TopicAdmin admin = new TopicAdmin(endpoints.client())) {
      Set<String> names = admin.names();
      if (!names.contains(topics.settings())) {
        throw new ConfigException(
            List.of("there is no district '" + district + "'; apply its folder first"));
      }
    }
    Map<String, Object> config = new HashMap<>(endpoints.client());
    config.put("acks", "all");
    config.put("max.block.ms", 30_000);
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Checks that the recipient has an agreement with the district; null is everybody.
   *
   * @throws ConfigException where it has none
   */
  public void requireKnown(String recipient) {
    if (recipient == null) {
      return;
    }
    Set<String> known = new TreeSet<>();
    RegistrySchemaIds ids = new RegistrySchemaIds(endpoints.schemaRegistryUrl());
    for (Setting setting : new SettingsTopic(endpoints, topics, ids).read().values()) {
      if (setting instanceof Agreement agreement) {
        known.add(agreement.recipient());
      }
    }
    if (!known.contains(recipient)) {
      throw new ConfigException(
          List.of(
              "--recipient '" + recipient + "' has no agreement; those that have are " + known));
    }
  }

  /** Writes a decision, taken now, and waits until Kafka has it; returns its id. */
  public String write(Decision decision) {
    String id = UUID.randomUUID().toString();
    Instant now = Instant.now();
    Map<String, String> row = new TreeMap<>(decision.scope());
    row.put("consentId", id);
    row.put("personSystem", decision.personSystem());
    row.put("personValue", decision.personValue());
    row.put("decision", decision.decision());
    row.put("decidedAt", now.toString());
    try {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              topics.raw("hallpass", "consents"),
              json.writeValueAsBytes(Map.of("consentId", id)),
              json.writeValueAsBytes(row));
      record.headers().add(RawHeaders.POSITION, RawHeaders.position(now.toEpochMilli()));
      producer.send(record).get();
      return id;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is always JSON", e);
    } catch (ExecutionException e) {
      throw new NotRecordedException("the decision", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
