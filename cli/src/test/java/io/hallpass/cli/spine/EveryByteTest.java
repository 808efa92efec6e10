package io.hallpass.cli.spine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.local.LocalStack;
import io.hallpass.local.LocalStackConfig;
import io.hallpass.synthetic.Secrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scan that finds nothing proves something only if it finds what is there. */
final class EveryByteTest {
  private static final byte[] SECRET =
      ("{\"ssn\":\"" + Secrets.of(Secrets.SSN, 1, 1) + "\"}").getBytes(StandardCharsets.UTF_8);
  private static final byte[] HARMLESS = "{}".getBytes(StandardCharsets.UTF_8);

  private static final String TOPIC = "of-no-district";

  private LocalStack stack;

  @BeforeEach
  void start(@TempDir Path dir) throws Exception {
    stack = LocalStack.start(LocalStackConfig.in(dir).onlyKafka().withStartTimeout(Wait.LONGEST));
    try (Admin admin = Admin.create(client())) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
      // Makes Kafka make its own topics.
      admin
          .alterConsumerGroupOffsets(
              "g", Map.of(new TopicPartition(TOPIC, 0), new OffsetAndMetadata(0)))
          .all()
          .get();
    }
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  private Map<String, Object> client() {
    return Map.of("bootstrap.servers", stack.endpoints().bootstrapServers());
  }

  private EveryByte everyByte() {
    return new EveryByte(stack.endpoints().bootstrapServers());
  }

  private ProducerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
    return new ProducerRecord<>(TOPIC, 1, key, value);
  }

  private void send(ProducerRecord<byte[], byte[]> record) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                stack.endpoints().bootstrapServers(),
                "compression.type",
                "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }

  private void found(String topic, String part) {
    assertThatThrownBy(() -> everyByte().holdNo(Secrets::named))
        .isInstanceOf(AssertionError.class)
        .hasMessage("topic " + topic + ": " + part + " holds a secret, SSN9-…");
  }

  @Test
  void nothingIsFoundWhereNothingIs() throws Exception {
    send(record(HARMLESS, HARMLESS));

    assertThatCode(() -> everyByte().holdNo(Secrets::named)).doesNotThrowAnyException();
  }

  @Test
  void aKeyIsSeenThroughCompression() throws Exception {
    send(record(SECRET, HARMLESS));
    found(TOPIC, "a key");
  }

  @Test
  void aHeaderIsSeen() throws Exception {
    ProducerRecord<byte[], byte[]> record = record(HARMLESS, null);
    record.headers().add("why", SECRET);
    send(record);
    found(TOPIC, "header why");
  }

  @Test
  void anAbortedTransactionIsSeen() throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            stack.endpoints().bootstrapServers(),
            "transactional.id",
            "aborted");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(record(HARMLESS, SECRET)).get();
      producer.abortTransaction();
    }

    found(TOPIC, "a value");
  }

  @Test
  void kafkasOwnTopicsAreSeen() throws Exception {
    try (Admin admin = Admin.create(client())) {
      admin
          .alterConsumerGroupOffsets(
              new String(SECRET, StandardCharsets.UTF_8),
              Map.of(new TopicPartition(TOPIC, 0), new OffsetAndMetadata(0)))
          .all()
          .get();
    }

    found("__consumer_offsets", "a key");
  }
}
