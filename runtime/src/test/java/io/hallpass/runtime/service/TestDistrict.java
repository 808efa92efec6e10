package io.hallpass.runtime.service;

import io.hallpass.runtime.Wait;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.TopicAdmin;
import io.hallpass.runtime.topics.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** A district of two partitions whose only step copies a raw topic to its records. */
final class TestDistrict {
  private static final int PARTITIONS = 2;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final DistrictTopics topics;
  private final Map<String, Object> client;

  /** One that no other test has: Kafka keeps what a group has read. */
  TestDistrict(String name, String bootstrapServers) {
    this.topics = new DistrictTopics(name + "-" + COUNT.incrementAndGet());
    this.client =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
  }

  String name() {
    return topics.district();
  }

  DistrictTopics topics() {
    return topics;
  }

  /** Makes its topics; those that are there stay as they are. */
  TestDistrict make() {
    try (TopicAdmin admin = new TopicAdmin(client)) {
      admin.create(TopicSpec.ofDistrict(topics, PARTITIONS));
    }
    return this;
  }

  /** Makes one topic. */
  TestDistrict make(String topic, int partitions) {
    try (TopicAdmin admin = new TopicAdmin(client)) {
      admin.create(List.of(TopicSpec.compacted(topic, partitions)));
    }
    return this;
  }

  /** The topology, which throws, with the record in its message, where one is poison. */
  static Topology copying(DistrictTopics topics, Predicate<String> poison) {
    return new Topology()
        .addSource("in", Serdes.String().deserializer(), Serdes.String().deserializer(), in(topics))
        .addProcessor(
            "copy",
            () ->
                new ContextualProcessor<String, String, String, String>() {
                  @Override
                  public void process(Record<String, String> row) {
                    if (poison.test(row.value())) {
                      throw new IllegalStateException(row.value());
                    }
                    context().forward(row);
                  }
                },
            "in")
        .addSink(
            "out",
            topics.records(),
            Serdes.String().serializer(),
            Serdes.String().serializer(),
            "copy");
  }

  private static String in(DistrictTopics topics) {
    return topics.raw("hallpass", "consents");
  }

  void send(String value) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", client.get("bootstrap.servers"));
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(in(topics), "key", value)).get();
    }
  }

  /** What has been copied until now. */
  List<String> copied() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      partitions.add(new TopicPartition(topics.records(), partition));
    }
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(row -> values.add(row.value()));
      }
    }
    return values;
  }

  /** Deletes every topic of this district; returns when no test after it can see one. */
  void delete() throws Exception {
    try (TopicAdmin admin = new TopicAdmin(client)) {
      admin.admin().deleteTopics(ours(admin)).all().get();
      Wait.until(name() + " to be gone", () -> ours(admin).isEmpty());
    }
  }

  private List<String> ours(TopicAdmin admin) {
    return admin.names().stream().filter(n -> n.startsWith(topics.district() + ".")).toList();
  }

  void delete(String topic) throws Exception {
    try (TopicAdmin admin = new TopicAdmin(client)) {
      admin.admin().deleteTopics(List.of(topic)).all().get();
    }
  }
}
