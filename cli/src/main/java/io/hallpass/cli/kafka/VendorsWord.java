package io.hallpass.cli.kafka;

import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.settings.MappingSetting;
import io.hallpass.runtime.settings.Setting;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.RawHeaders;
import io.hallpass.runtime.topics.TopicAdmin;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Says for a vendor that publishes itself that its topics hold all it has to say up to now. What a
 * file or a database says by its end, such a vendor has to say, or somebody for it.
 */
public final class VendorsWord {
  private final Endpoints endpoints;
  private final DistrictTopics topics;
  private final SchemaIds ids;

  public VendorsWord(Endpoints endpoints, String district, SchemaIds ids) {
    this.endpoints = endpoints;
    this.topics = new DistrictTopics(district);
    this.ids = ids;
  }

  /**
   * Writes a complete-marker to every partition of every topic of the source, in one transaction.
   *
   * @return the topics
   * @throws ConfigException where the district has no such source, or one that ingest reads
   * @throws NotRecordedException where Kafka did not take it
   */
  public List<String> complete(String source) {
    Map<String, Integer> partitions;
    try (TopicAdmin admin = new TopicAdmin(endpoints.client())) {
      problem(admin, source)
          .ifPresent(
              problem -> {
                throw new ConfigException(List.of(problem));
              });
      Predicate<String> raw = topics.rawPattern().asMatchPredicate();
      partitions =
          admin.partitions(
              admin.names().stream()
                  .filter(raw)
                  .filter(topic -> topics.sourceOf(topic).equals(source))
                  .toList());
    }
    write(partitions);
    return List.copyOf(partitions.keySet());
  }

  private Optional<String> problem(TopicAdmin admin, String source) {
    if (!admin.names().contains(topics.settings())) {
      return Optional.of(
          "there is no district '" + topics.district() + "'; apply its folder first");
    }
    Setting setting =
        new SettingsTopic(endpoints, topics, ids).read().get(MappingSetting.PREFIX + source);
    if (!(setting instanceof MappingSetting mapping)) {
      return Optional.of("--source '" + source + "' is no source of " + topics.district());
    }
    return mapping.kind().equals(MappingSetting.KAFKA_TOPIC)
        ? Optional.empty()
        : Optional.of(
            "--source '"
                + source
                + "' is of kind "
                + mapping.kind()
                + ", which is complete when it was read to its end; only "
                + MappingSetting.KAFKA_TOPIC
                + " has to be told");
  }

  private void write(Map<String, Integer> partitions) {
    Map<String, Object> config = new HashMap<>(endpoints.client());
    config.put("transactional.id", topics.district() + ".vendors-word");
    config.put("max.block.ms", 30_000);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      try {
        partitions.forEach(
            (topic, count) -> {
              for (int partition = 0; partition < count; partition++) {
                producer.send(marker(topic, partition));
              }
            });
        producer.commitTransaction();
      } catch (KafkaException e) {
        // Left open, it would hold up every row behind it.
        producer.abortTransaction();
        throw e;
      }
    } catch (KafkaException e) {
      throw new NotRecordedException("that all is said", e);
    }
  }

  private static ProducerRecord<byte[], byte[]> marker(String topic, int partition) {
    ProducerRecord<byte[], byte[]> marker = new ProducerRecord<>(topic, partition, null, null);
    marker
        .headers()
        .add(RawHeaders.MARKER, RawHeaders.COMPLETE.getBytes(StandardCharsets.US_ASCII));
    return marker;
  }
}
