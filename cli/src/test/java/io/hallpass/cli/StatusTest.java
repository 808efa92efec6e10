package io.hallpass.cli;

import static io.hallpass.cli.SmallDistricts.agreement;
import static io.hallpass.cli.SmallDistricts.write;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.kafka.ConnectClient;
import io.hallpass.cli.spine.Wait;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.TopicAdmin;
import io.hallpass.runtime.topics.TopicSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What commands say of how things are must be so, or be said to be unknown. */
@ExtendWith(RunningStack.Extension.class)
final class StatusTest {
  private static final String ROOM_FOR_THE_MARK_OF_A_TRANSACTION_ONLY = "100";

  private static SmallDistricts stack;

  @BeforeAll
  static void start(RunningStack running) {
    stack = new SmallDistricts(running);
  }

  @Test
  void aDistrictThatIsNotThereIsSaid() {
    assertThat(stack.stack().on("status", "atlantis").err())
        .contains("no such district: [atlantis]");
  }

  @Test
  void itSaysWhyFilesAreHeldUntilGoodOnesCome() {
    TestDistrict district = stack.stack().district("held");
    district.files().roster();
    district.applied();
    Wait.until("both students", () -> district.count("student") == 2);
    district.files().write("files/days.csv", "id,day\n1,2026-09-01\n");

    Wait.until(
        "status to say so",
        () -> status("held").contains("RUNNING; held: days.csv: column 'code' is missing"));

    district.files().write("files/days.csv", "id,day,code\n1,2026-09-02,Present\n");
    Wait.until("the good file to be taken", () -> !status("held").contains("held:"));
    assertThat(district.rejected()).isEmpty();
  }

  private static String status(String district) {
    return stack.stack().on("status", district).out();
  }

  @Test
  void theLagOfWhoNeverSaidHowFarItIsIsUnknownAndNotNothing() {
    DistrictTopics topics = new DistrictTopics("quiet");
    try (TopicAdmin admin = new TopicAdmin(stack.stack().endpoints().client())) {
      admin.create(TopicSpec.ofDistrict(topics, 1));
    }

    Command status = stack.stack().on("status", "quiet");
    Command json = stack.stack().on("status", "quiet", "--json");

    assertThat(status.out()).containsPattern("consent +unknown").containsPattern("normalize +unk");
    assertThat(json.out()).contains("\"consent\" : null", "\"normalize\" : null");
  }

  @Test
  void theLagOfWhoReadsIsANumber() throws Exception {
    Path folder = stack.district("lagging");
    stack.recipient(folder, "own", agreement("own", "NAME, ENROLLMENT"));
    stack.stack().on("apply", folder.toString());

    Wait.until(
        "all three to say how far they are",
        () -> {
          String status = stack.stack().on("status", "lagging", "--json").out();
          return List.of("consent", "normalize", "lagging.sink.own").stream()
              .allMatch(group -> status.matches("(?s).*\"" + group + "\" : \\d+.*"));
        });
  }

  @Test
  void theLagIsWhatIsStillToBeReadOfEveryPartition() throws Exception {
    Path folder = stack.district("behind");
    // So many that there are some in both partitions.
    write(
        folder,
        "files/users.csv",
        IntStream.range(0, 40).mapToObj(i -> i + ",Ada\n").collect(joining("", "id,first\n", "")));
    stack.recipient(folder, "own", agreement("own", "NAME, ENROLLMENT"));
    stack.stack().on("apply", folder.toString());
    Wait.until(
        "all students",
        () -> stack.value("warehouse", "SELECT count(*) FROM behind_own.student").equals("40"));
    new ConnectClient(stack.stack().endpoints().sinkConnectUrl()).stop("behind.sink.own");
    TopicPartition first = new TopicPartition("behind.released.own", 0);
    TopicPartition second = new TopicPartition("behind.released.own", 1);
    long end = end(first);

    Wait.until(
        "the sink's tasks to have left, which may be after it says that they are stopped",
        () -> {
          said(Map.of(first, end - 1, second, end(second)));
          return true;
        });
    long one = lag();
    said(Map.of(first, end - 1, second, end(second) + 7));
    long oneAlthoughTheOtherIsAhead = lag();
    forgotten(second);
    long withAllOfTheOther = lag();

    assertThat(end).isPositive();
    assertThat(one).isEqualTo(1);
    assertThat(oneAlthoughTheOtherIsAhead).isEqualTo(1);
    assertThat(withAllOfTheOther).isEqualTo(1 + end(second)).isGreaterThan(1);
  }

  private static long lag() {
    String json = stack.stack().on("status", "behind", "--json").out();
    return Long.parseLong(json.replaceAll("(?s).*\"behind.sink.own\" : (\\d+).*", "$1"));
  }

  private static long end(TopicPartition partition) throws Exception {
    try (TopicAdmin admin = new TopicAdmin(stack.stack().endpoints().client())) {
      return admin
          .admin()
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    }
  }

  /** What the sink, which rests, said of how far it is. */
  private static void said(Map<TopicPartition, Long> offsets) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    offsets.forEach((partition, at) -> committed.put(partition, new OffsetAndMetadata(at)));
    try (TopicAdmin admin = new TopicAdmin(stack.stack().endpoints().client())) {
      admin.admin().alterConsumerGroupOffsets("connect-behind.sink.own", committed).all().get();
    }
  }

  private static void forgotten(TopicPartition partition) throws Exception {
    try (TopicAdmin admin = new TopicAdmin(stack.stack().endpoints().client())) {
      admin
          .admin()
          .deleteConsumerGroupOffsets("connect-behind.sink.own", Set.of(partition))
          .all()
          .get();
    }
  }

  @Test
  void aDismissalThatKafkaDidNotTakeIsNotSaidToBeDone() throws Exception {
    Path folder = stack.district("dismissed");
    stack.stack().on("apply", folder.toString());
    stack.stack().on("consent", "deny", "--district", "dismissed", "--student", "roster:3");
    Wait.until("the denial to be unmatched", () -> unmatched().contains("roster:3"));
    String consent = unmatched().substring(0, 36);
    largestRecord(ROOM_FOR_THE_MARK_OF_A_TRANSACTION_ONLY);

    Command refused = dismiss(consent);
    String still = unmatched();
    largestRecord("1048588");
    Wait.until("the dismissal to be taken", () -> dismiss(consent).out().contains("dismissed 1"));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out()).doesNotContain("dismissed");
    assertThat(refused.err()).startsWith("hallpass: the dismissal was not recorded: ");
    assertThat(still).contains(consent);
    Wait.until("the dismissal to count", () -> unmatched().contains("no unmatched denials"));
  }

  private static String unmatched() {
    return stack.stack().on("consent", "unmatched", "list", "--district", "dismissed").out();
  }

  private static Command dismiss(String consent) {
    return stack.stack().on("consent", "unmatched", "dismiss", "--district", "dismissed", consent);
  }

  /**
   * Of the topic that dismissals go to; returns when the broker knows, as it does after a while.
   */
  private static void largestRecord(String bytes) throws Exception {
    ConfigResource topic =
        new ConfigResource(
            ConfigResource.Type.TOPIC, new DistrictTopics("dismissed").personsConsents());
    AlterConfigOp set =
        new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
    try (TopicAdmin admin = new TopicAdmin(stack.stack().endpoints().client())) {
      admin.admin().incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
      Wait.until(
          "the broker to know",
          () ->
              admin
                  .admin()
                  .describeConfigs(List.of(topic))
                  .values()
                  .get(topic)
                  .get()
                  .get("max.message.bytes")
                  .value()
                  .equals(bytes));
    }
  }
}
