package io.hallpass.sink.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.local.LocalStack;
import io.hallpass.sink.Stack;
import io.hallpass.sink.Until;
import io.hallpass.sink.topic.TopicState.Reach;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stack.class)
class KafkaTopicViewTest {
  private final String topic = "d" + UUID.randomUUID() + ".released.acme";
  private final String group = "connect-" + UUID.randomUUID();
  private Map<String, Object> client;
  private Admin admin;
  private TopicView view;

  @BeforeEach
  void aTopic(LocalStack stack) throws Exception {
    client = Map.of("bootstrap.servers", stack.endpoints().bootstrapServers());
    admin = Admin.create(client);
    view = new KafkaTopicView(client, topic, group);
    create();
    stateOnceThere();
  }

  @AfterEach
  void close() {
    view.close();
    admin.close();
  }

  private void create() throws InterruptedException, ExecutionException {
    NewTopic wanted =
        new NewTopic(topic, 2, (short) 1)
            .configs(Map.of("cleanup.policy", "compact", "delete.retention.ms", "7200000"));
    admin.createTopics(List.of(wanted)).all().get();
  }

  private KafkaProducer<String, String> producer() {
    Map<String, Object> config =
        Map.of("bootstrap.servers", client.get("bootstrap.servers"), "transactional.id", topic);
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    producer.initTransactions();
    return producer;
  }

  @Test
  void theStateIsWhatKafkaHas() throws Exception {
    try (KafkaProducer<String, String> producer = producer()) {
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, 1, "a", "x"));
      producer.commitTransaction();
    }
    admin
        .alterConsumerGroupOffsets(
            group, Map.of(new TopicPartition(topic, 1), new OffsetAndMetadata(1)))
        .all()
        .get();

    // The transaction's marker takes offset 1, a moment after the commit.
    Until.holds(() -> view.ends(Set.of(1)).get(1) == 2);
    TopicState state = view.state();

    // The transaction's marker takes offset 1.
    assertThat(state.partitions()).isEqualTo(Map.of(0, new Reach(0, 0, -1), 1, new Reach(0, 2, 1)));
    assertThat(state.deleteRetention()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void theEndIsBehindTheLastCommittedRecord() throws Exception {
    try (KafkaProducer<String, String> producer = producer()) {
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, 0, "a", "x")).get();

      assertThat(view.ends(Set.of(0))).isEqualTo(Map.of(0, 0L));

      producer.commitTransaction();
    }
    Until.holds(() -> view.ends(Set.of(0)).equals(Map.of(0, 2L)));
  }

  @Test
  void aTopicMadeAgainHasAnotherId() throws Exception {
    UUID before = view.state().topicId();

    admin.deleteTopics(List.of(topic)).all().get();
    create();

    // Brokers learn of it one after the other, and say that there is no such topic until then.
    Until.holds(() -> !stateOnceThere().topicId().equals(before));
  }

  private TopicState stateOnceThere() {
    AtomicReference<TopicState> state = new AtomicReference<>();
    Until.holds(
        () -> {
          try {
            state.set(view.state());
            return true;
          } catch (TopicUnavailableException e) {
            return false;
          }
        });
    return state.get();
  }

  @Test
  void brokersThatDoNotAnswerAreWorthAnotherTry() {
    Map<String, Object> nobody =
        Map.of(
            "bootstrap.servers", "localhost:1",
            "default.api.timeout.ms", "500",
            "request.timeout.ms", "300");
    try (TopicView lost = new KafkaTopicView(nobody, topic, group)) {
      assertThatThrownBy(lost::state).isInstanceOf(TopicUnavailableException.class);
    }
  }
}
