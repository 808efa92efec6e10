package io.hallpass.local;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts something into each part of a stack and finds it again. */
record StackContent(Endpoints endpoints) {

  private static final TopicPartition TOPIC = new TopicPartition("kept", 0);

  void makeTopic() throws Exception {
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", endpoints.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC.topic(), 1, (short) 1)))
          .all()
          .get(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Writes one record in a transaction that commits and one in a transaction that does not. */
  void writeCommittedAndAborted(String committed, String aborted) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", endpoints.bootstrapServers(), "transactional.id", "writer");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(TOPIC.topic(), committed));
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(TOPIC.topic(), aborted));
      producer.flush();
      producer.abortTransaction();
    }
  }

  /** Every committed value of the topic. */
  List<String> readCommitted() {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", endpoints.bootstrapServers(), "isolation.level", "read_committed");
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(TOPIC));
      consumer.seekToBeginning(List.of(TOPIC));
      long end = consumer.endOffsets(List.of(TOPIC)).get(TOPIC);
      long deadline = System.nanoTime() + Patience.LONGEST.toNanos();
      while (consumer.position(TOPIC) < end && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  void makeTable(String value) throws SQLException {
    sql("CREATE TABLE kept (value text)");
    sql("INSERT INTO kept VALUES ('" + value + "')");
  }

  void sql(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(endpoints.warehouseJdbcUrl());
        Statement executor = connection.createStatement()) {
      executor.execute(statement);
    }
  }

  String query(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(endpoints.warehouseJdbcUrl());
        Statement executor = connection.createStatement();
        ResultSet row = executor.executeQuery(statement)) {
      row.next();
      return row.getString(1);
    }
  }

  int registerSchema(AvroSchema schema) throws Exception {
    try (var client = new CachedSchemaRegistryClient(endpoints.schemaRegistryUrl(), 10)) {
      return client.register(schema.name(), schema);
    }
  }

  String schemaById(int id) throws Exception {
    try (var client = new CachedSchemaRegistryClient(endpoints.schemaRegistryUrl(), 10)) {
      return client.getSchemaById(id).canonicalString();
    }
  }
}
