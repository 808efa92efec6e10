package io.hallpass.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.local.LocalStack;
import io.hallpass.runtime.Stack;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stack.class)
final class TopicAdminTest {
  @Test
  void aTopicThatVanishedHidesNoOther(LocalStack stack) throws Exception {
    Map<String, Object> client = Map.of("bootstrap.servers", stack.endpoints().bootstrapServers());
    try (TopicAdmin admin = new TopicAdmin(client)) {
      admin.create(List.of(TopicSpec.compacted("vanished.one", 3)));
      List<String> names = List.of("vanished.one", "vanished.two");

      assertThat(admin.partitionsOfExisting(names)).isEqualTo(Map.of("vanished.one", 3));
      assertThatThrownBy(() -> admin.partitions(names))
          .isInstanceOf(UnknownTopicOrPartitionException.class);

      admin.admin().deleteTopics(List.of("vanished.one")).all().get();
    }
  }
}
