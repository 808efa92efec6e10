package io.hallpass.cli.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpass.normalize.identity.Message;
import io.hallpass.normalize.identity.MessageCodec;
import io.hallpass.normalize.stream.PersonLane;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.TopicAdmin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Denials and revocations that wait for their student. */
public final class Unmatched {
  private static final String GONE =
      "(a copy that a split left, or no longer in the topic; look the form up at its source)";

  private final Endpoints endpoints;
  private final DistrictTopics topics;

  /**
   * An unmatched denial or revocation.
   *
   * @param consent its record id
   * @param person the student it names, {@code system:value}
   */
  public record Denial(UUID consent, String person) {
    @Override
    public String toString() {
      return consent.toString();
    }
  }

  public Unmatched(Endpoints endpoints, String district) {
    this.endpoints = endpoints;
    this.topics = new DistrictTopics(district);
  }

  /**
   * Those that are there now. Whom they name is read from normalize's own topic, which not
   * everybody may.
   */
  public List<Denial> list() {
    TreeSet<UUID> ids = new TreeSet<>();
    for (Map.Entry<String, JsonNode> entry : new StatusTopic(endpoints, topics).read().entrySet()) {
      if (entry.getKey().startsWith("unmatched/")) {
        entry.getValue().forEach(id -> ids.add(UUID.fromString(id.asText())));
      }
    }
    Map<UUID, String> persons = new HashMap<>();
    if (!ids.isEmpty()) {
      TopicReader reader = new TopicReader(endpoints);
      for (String topic : List.of(topics.personsConsents(), topics.movesConsents())) {
        reader.all(
            topic,
            record -> {
              if (record.key() != null) {
                String person = new String(record.key(), StandardCharsets.UTF_8);
                Message message = MessageCodec.decode(person, record.value());
                if (message instanceof Message.OfItem of && ids.contains(of.item().recordId())) {
                  persons.put(
                      of.item().recordId(),
                      message instanceof Message.Move move ? move.to() : person);
                }
              }
            });
      }
    }
    List<Denial> denials = new ArrayList<>();
    ids.forEach(id -> denials.add(new Denial(id, persons.getOrDefault(id, GONE))));
    return denials;
  }

  /**
   * Dismisses them, in one transaction: all of them, in every partition, or none.
   *
   * @throws ConfigException where one is not among {@link #list()}
   * @throws NotRecordedException where Kafka did not take it
   */
  public void dismiss(Collection<UUID> consents) {
    List<UUID> present = list().stream().map(Denial::consent).toList();
    List<String> problems =
        consents.stream()
            .filter(id -> !present.contains(id))
            .map(id -> id + " is no unmatched denial or revocation")
            .toList();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    int partitions;
    try (TopicAdmin admin = new TopicAdmin(endpoints.client())) {
      partitions =
          admin.partitions(List.of(topics.personsConsents())).get(topics.personsConsents());
    }
    Map<String, Object> config = new HashMap<>(endpoints.client());
    config.put("transactional.id", topics.district() + ".dismiss");
    config.put("max.block.ms", 30_000);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      try {
        for (UUID consent : consents) {
          for (int partition = 0; partition < partitions; partition++) {
            producer.send(dismissal(partition, consent));
          }
        }
        producer.commitTransaction();
      } catch (KafkaException e) {
        // Left open, it would hold up every consent behind it.
        producer.abortTransaction();
        throw e;
      }
    } catch (KafkaException e) {
      throw new NotRecordedException("the dismissal", e);
    }
  }

  private ProducerRecord<byte[], byte[]> dismissal(int partition, UUID consent) {
    return new ProducerRecord<>(
        topics.personsConsents(), partition, (byte[]) null, null, PersonLane.dismiss(consent));
  }
}
