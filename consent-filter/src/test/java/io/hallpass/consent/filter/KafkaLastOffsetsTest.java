package io.hallpass.consent.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.local.LocalStack;
import io.hallpass.local.LocalStackConfig;
import io.hallpass.local.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a real topic ends, for somebody who reads what is committed. */
class KafkaLastOffsetsTest {
  private static LocalStack stack;
  private static Map<String, Object> client;

  @BeforeAll
  static void start(@TempDir Path dir) {
    Duration patience = Duration.ofMinutes(Integer.getInteger("hallpass.wait.minutes", 6));
    stack =
        LocalStack.start(LocalStackConfig.in(dir).withParts(Part.KAFKA).withStartTimeout(patience));
    client = Map.of("bootstrap.servers", stack.endpoints().bootstrapServers());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void anEmptyPartitionHasNone() throws Exception {
    topic("empty");

    assertThat(new KafkaLastOffsets(client).last("empty", 0)).isEqualTo(LastOffsets.NONE);
  }

  @Test
  void marksAndAbortedRecordsBehindTheLastOneAreLookedOver() throws Exception {
    topic("busy");
    transaction("busy", 1, true);
    for (int i = 0; i < 5; i++) {
      transaction("busy", 300, false);
    }

    assertThat(new KafkaLastOffsets(client).last("busy", 0)).isZero();
  }

  @Test
  void whatWasNeverCommittedIsNone() throws Exception {
    topic("aborted");
    transaction("aborted", 3, false);

    assertThat(new KafkaLastOffsets(client).last("aborted", 0)).isEqualTo(LastOffsets.NONE);
  }

  private static void topic(String name) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(client)) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
  }

  private static void transaction(String topic, int records, boolean commit) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("transactional.id", topic);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < records; i++) {
        producer.send(new ProducerRecord<>(topic, 0, new byte[] {1}, new byte[] {2}));
      }
      producer.flush();
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }
}
