package io.hallpass.cli.kafka;

import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.settings.Applied;
import io.hallpass.runtime.settings.Setting;
import io.hallpass.runtime.settings.SettingCodec;
import io.hallpass.runtime.topics.DistrictTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
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
    Map<String, Setting> settings = all();
    settings.remove(Applied.KEY);
    return settings;
  }

  /** When they were last applied; empty where that never happened. */
  public Optional<Instant> appliedAt() {
    return all().get(Applied.KEY) instanceof Applied applied
        ? Optional.of(applied.at())
        : Optional.empty();
  }

  private Map<String, Setting> all() {
    Map<String, Setting> settings = new TreeMap<>();
    new TopicReader(endpoints)
        .latest(topics.settings(), 0)
        .forEach((key, value) -> settings.put(key, codec.decode(key, value)));
    return settings;
  }

  /**
   * Writes settings, and removes others, to every partition in one transaction. A task still takes
   * them one by one, with other records between them; so {@link Applied} comes last, and what is in
   * front of it takes effect with it.
   *
   * @param since when what these differences are from was applied
   * @param partitions of the topic
   * @return when this was applied
   * @throws ConcurrentApplyException where somebody else has applied since; nothing is written then
   */
  public Instant write(
      Collection<Setting> changed,
      Collection<String> removed,
      Optional<Instant> since,
      int partitions) {
    Map<String, Object> config = new HashMap<>(endpoints.client());
    // One for all who apply to the district: whoever begins later ends the others' transactions.
    config.put("transactional.id", topics.district() + ".apply");
    config.put("max.block.ms", 30_000);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      if (!appliedAt().equals(since)) {
        throw new ConcurrentApplyException(topics.district(), null);
      }
      producer.beginTransaction();
      Applied applied = new Applied(later(since));
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
      return applied.at();
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new ConcurrentApplyException(topics.district(), e);
    }
  }

  /** Now, which differs from every moment before. */
  private static Instant later(Optional<Instant> since) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return since.filter(now::equals).map(at -> at.plusMillis(1)).orElse(now);
  }

  private ProducerRecord<byte[], byte[]> record(int partition, String key, byte[] value) {
    return new ProducerRecord<>(
        topics.settings(), partition, key.getBytes(StandardCharsets.UTF_8), value);
  }
}
