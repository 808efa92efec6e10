package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.kafka.TopicReader;
import io.hallpass.cli.spine.Wait;
import io.hallpass.runtime.settings.Applied;
import io.hallpass.runtime.topics.TopicAdmin;
import io.hallpass.runtime.topics.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningStack.Extension.class)
final class ApplyCommandTest {
  @Test
  void applyingTwiceChangesNothingAndADryRunNothingAtAll(RunningStack stack) {
    TestDistrict district = stack.district("twice");
    district.files().roster();
    Command dryRun = stack.on("apply", "--dry-run", district.files().dir().toString());
    assertThat(dryRun.out()).contains("+ topic twice.canonical.records (2 partitions)");
    try (TopicAdmin admin = new TopicAdmin(stack.endpoints().client())) {
      assertThat(admin.names()).noneMatch(name -> name.startsWith("twice."));
    }
    district.applied();

    Command again = district.apply();

    assertThat(again.out()).contains("twice: nothing to change");
  }

  @Test
  void whatIsAppliedEndsInEveryPartitionWithTheSameEnd(RunningStack stack) {
    TestDistrict district = stack.district("ended");
    district.files().roster();

    district.applied();

    Map<Integer, List<String>> keys = new TreeMap<>();
    Set<String> ends = new HashSet<>();
    new TopicReader(stack.endpoints())
        .all(
            district.topics().settings(),
            r -> {
              String key = new String(r.key(), StandardCharsets.UTF_8);
              keys.computeIfAbsent(r.partition(), p -> new ArrayList<>()).add(key);
              if (key.equals(Applied.KEY)) {
                ends.add(Arrays.toString(r.value()));
              }
            });
    assertThat(keys).hasSize(2);
    assertThat(keys.values())
        .allSatisfy(written -> assertThat(written).endsWith(Applied.KEY).contains("district"))
        .allSatisfy(written -> assertThat(written).containsOnlyOnce(Applied.KEY));
    assertThat(ends).hasSize(1);
  }

  @Test
  void aTopicWithAnotherPartitionCountIsRefused(RunningStack stack) {
    TestDistrict district = stack.district("counted");
    district.files().roster();
    try (TopicAdmin admin = new TopicAdmin(stack.endpoints().client())) {
      admin.create(List.of(TopicSpec.compacted("counted.canonical.records", 5)));
      Wait.until("the topic", () -> admin.names().contains("counted.canonical.records"));
    }

    Command apply = district.apply();

    assertThat(apply.exitCode()).isEqualTo(2);
    assertThat(apply.err())
        .contains("topic counted.canonical.records has 5 partitions where the district has 2");
  }

  @Test
  void databasesThatCannotBeUsedAreAllNamed(RunningStack stack) {
    TestDistrict district = stack.district("unreachable");
    String pg = stack.postgresPort();
    district
        .files()
        .roster()
        .write(
            "mappings/db.yaml",
            """
            mapping: db
            resources:
              t:
                key: [id]
                emit:
                  - { entity: org, id: row.id, fields: { name: row.name } }
            """)
        .write("sources/nobody.yaml", database(stack, "1", "postgres", "postgres"))
        .write("sources/nodb.yaml", database(stack, pg, "nowhere", "postgres"))
        .write("sources/nouser.yaml", database(stack, pg, "postgres", "stranger"))
        .write("sources/notable.yaml", database(stack, pg, "postgres", "postgres"));

    Command apply = district.apply();

    String at = ".yaml: connection: 127.0.0.1:";
    assertThat(apply.exitCode()).isEqualTo(2);
    assertThat(apply.err())
        .contains("sources/nobody" + at + "1/postgres cannot be reached")
        .contains("sources/nodb" + at + pg + "/nowhere: there is no such database")
        .contains("sources/nouser" + at + pg + "/postgres refuses user 'stranger'")
        .contains("sources/notable.yaml: table public.t does not exist");
  }

  private static String database(RunningStack stack, String port, String database, String user) {
    return "kind: postgres-cdc\nmapping: db\ntables: { t: public.t }\nconnection: { host: 127.0.0.1"
        + ", port: "
        + port
        + ", database: "
        + database
        + ", user: "
        + user
        + ", password: '"
        + stack.secret("pg")
        + "' }\n";
  }
}
