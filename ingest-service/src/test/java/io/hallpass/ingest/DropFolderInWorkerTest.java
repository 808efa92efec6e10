package io.hallpass.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.ingest.csv.CsvResource;
import io.hallpass.ingest.csv.CsvSourceSettings;
import io.hallpass.ingest.fileset.DropFolder;
import io.hallpass.ingest.fileset.FileSetSettings;
import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.ingest.fileset.FileSetSettings.Kept;
import io.hallpass.runtime.topics.RawHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropFolderInWorkerTest {
  private static final String USERS = "everett.raw.roster.users";
  private static final String STATUS = "everett.control.status";

  @TempDir private Path folder;

  private CsvSourceSettings settings(Decisions decisions) {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett",
                "roster",
                1,
                folder.resolve("drop").toString(),
                CsvSourceSettings.Format.PLAIN,
                List.of(new CsvResource("users", "users.csv", List.of("id"), List.of("name"))))
            .withTimes(50, 100);
    FileSetSettings files =
        settings
            .files()
            .withDrop(new DropFolder("*", DropFolder.Order.NAME))
            .withArchive(new Kept("", 5))
            .withDecisions(decisions);
    return settings.withFiles(files);
  }

  private void drop(String name, String row) throws Exception {
    Path set = Files.createDirectories(folder.resolve("making").resolve(name));
    Files.writeString(set.resolve("users.csv"), "id,name\n" + row + "\n");
    Files.move(set, folder.resolve("drop").resolve(name));
  }

  private boolean empty() throws Exception {
    try (Stream<Path> left = Files.list(folder.resolve("drop"))) {
      return left.findAny().isEmpty();
    }
  }

  private static String value(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.isEmpty() ? "" : Worker.text(records.get(records.size() - 1).value());
  }

  @Test
  void setsAreTakenInOrderArchivedAndAHeldOneIsTakenWhenAnOperatorSaysSo() throws Exception {
    Files.createDirectory(folder.resolve("drop"));
    drop("day-2", "s1,Two");
    drop("day-10", "s1,Ten");
    try (Worker worker = new Worker(folder)) {
      worker.topics("everett", 1, "roster", "users");
      worker.create(settings(Decisions.NONE).connectorConfig());
      List<ConsumerRecord<byte[], byte[]>> records =
          worker.read(USERS, all -> all.stream().filter(r -> r.key() == null).count() == 2);
      assertThat(records.stream().filter(r -> r.key() != null).map(r -> Worker.text(r.value())))
          .satisfiesExactly(
              row -> assertThat(row).contains("Two"), row -> assertThat(row).contains("Ten"));
      CountDownLatch never = new CountDownLatch(1);
      Patience patience = new Patience();
      while (!empty()) {
        patience.check("the drop folder is not empty");
        assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
      }
      assertThat(folder.resolve("drop.archive/taken"))
          .isDirectoryRecursivelyContaining("glob:**/day-2/users.csv")
          .isDirectoryRecursivelyContaining("glob:**/day-10/users.csv");
      drop("day-3", "s1,Three");
      String held = value(worker.read(STATUS, all -> value(all).contains("day-3: late")));
      String id = new ObjectMapper().readTree(held).at("/decide/0/id").asText();

      worker.put(settings(new Decisions(Set.of(id), Set.of())).connectorConfig());

      records = worker.read(USERS, all -> all.stream().anyMatch(r -> text(r).contains("Three")));
      assertThat(position(records, "Three"))
          .isBetween(position(records, "Two") + 1, position(records, "Ten") - 1);
      worker.read(STATUS, all -> !value(all).contains("held"));
    }
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return Worker.text(record.value());
  }

  private static long position(List<ConsumerRecord<byte[], byte[]>> records, String name) {
    return records.stream()
        .filter(record -> text(record).contains(name))
        .map(record -> RawHeaders.position(record.headers()).orElseThrow())
        .findFirst()
        .orElseThrow();
  }
}
