package io.hallpass.cli.spine;

import io.hallpass.cli.demo.DemoDistrict;
import io.hallpass.cli.demo.Warehouse;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.TopicAdmin;
import io.hallpass.synthetic.folder.DistrictFolder;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far a load is: what each step has written, and how much it has to write. */
final class Load {
  /** The steps, in the order of the way. */
  static final List<String> STEPS = List.of("ingest", "normalize", "consent", "sink");

  private final Run run;
  private final Trickle trickle;
  private final DistrictTopics topics = new DistrictTopics(DemoDistrict.NAME);

  Load(Run run, Trickle trickle) {
    this.run = run;
    this.trickle = trickle;
  }

  /** What a step works on; of ingest what it writes, because nobody sees what it reads. */
  static String inputOf(String step) {
    return STEPS.get(Math.max(0, STEPS.indexOf(step) - 1));
  }

  /**
   * Rows, records or table rows that a step has written, each counted once however often it was
   * sent; of ingest only those of the SIS.
   */
  long written(String step) throws SQLException {
    if (step.equals("sink")) {
      try (Warehouse own = new Warehouse(run.warehouseUrl(), DistrictFolder.OWN)) {
        return own.rows().values().stream().mapToLong(Long::longValue).sum();
      }
    }
    EveryByte reader = new EveryByte(run.endpoints().bootstrapServers());
    long written = 0;
    for (String topic : topics(step)) {
      Set<ByteBuffer> keys = new HashSet<>();
      reader.read(
          topic,
          record -> {
            if (record.key() != null && record.value() != null) {
              keys.add(ByteBuffer.wrap(record.key()));
            }
          });
      written += keys.size();
    }
    return written;
  }

  /** What there is for a step to write by now. */
  long toWrite(String step) {
    return step.equals("ingest") ? trickle.sisRows() : trickle.records();
  }

  /** Where the topics end that a step writes: it grows whenever the step writes anything. */
  long end(String step) {
    try (TopicAdmin admin = new TopicAdmin(run.endpoints().client())) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      admin
          .partitions(topics(step))
          .forEach(
              (topic, partitions) -> {
                for (int i = 0; i < partitions; i++) {
                  latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
                }
              });
      return admin.admin().listOffsets(latest).all().get().values().stream()
          .mapToLong(info -> info.offset())
          .sum();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Set<String> topics(String step) {
    switch (step) {
      case "normalize":
        return Set.of(topics.records(), topics.reference());
      case "consent":
        return Set.of(topics.released(DistrictFolder.OWN));
      default:
        String raw = DemoDistrict.NAME + ".raw." + DistrictFolder.SIS + ".";
        return new EveryByte(run.endpoints().bootstrapServers())
            .topics().stream().filter(name -> name.startsWith(raw)).collect(Collectors.toSet());
    }
  }
}
