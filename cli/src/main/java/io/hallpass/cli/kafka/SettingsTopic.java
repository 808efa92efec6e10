package io.hallpass.cli.kafka;

import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.settings.Applied;
import io.hallpass.runtime.settings.Setting;
import io.hallpass.runtime.settings.SettingCodec;
import io.hallpass.runtime.topics.DistrictTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads and writes {@code control.settings}. */
public final class SettingsTopic {
  private final Endpoints endpoints;
  private final DistrictTopics topics;
  private final SettingCodec codec;

  public SettingsTopic(Endpoints endpoints, DistrictTopics topics, SchemaIds ids) {
    this.endpoints = endpoints;
    this.topics = topics;
    this.codec = new SettingCodec(ids);
  }

  /** The settings as they are; every partition holds the same, so the first is read. */
  public Map<String, Setting> read() {
    Map<String, Setting> settings = new TreeMap<>();
    Map<String, byte[]> latest = new TopicReader(endpoints).latest(topics.settings(), 0);
    latest.remove(Applied.KEY);
    latest.forEach((key, value) -> settings.put(key, codec.decode(key, value)));
    return settings;
  }

  /**
   * Writes settings, and removes others, to every partition in one transaction. A task still takes
   * them one by one, with other records between them; so {@link Applied} comes last, and what is in
   * front of it takes effect with it.
   *
   * @param partitions of the topic
   */
  public void write(Collection<Setting> changed, Collection<String> removed, int partitions) {
    Map<String, Object> config = new HashMap<>(endpoints.client());
    config.put("transactional.id", topics.district() + ".apply");
    config.put("max.block.ms", 30_000);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      Applied applied = new Applied(Instant.now());
      for (int partition = 0; partition < partitions; partition++) {
        for (Setting setting : changed) {
          producer.send(record(partition, setting.key(), codec.encode(setting)));
        }
        for (String key : removed) {
          producer.send(record(partition, key, null));
        }
        producer.send(record(partition, Applied.KEY, codec.encode(applied)));
      }
      producer.commitTransaction();
    }
  }

  private ProducerRecord<byte[], byte[]> record(int partition, String key, byte[] value) {
    return new ProducerRecord<>(
        topics.settings(), partition, key.getBytes(StandardCharsets.UTF_8), value);
  }
}
