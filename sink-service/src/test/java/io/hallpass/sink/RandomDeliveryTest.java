package io.hallpass.sink;

import static io.hallpass.sink.Vocabulary.CATALOGUE;
import static io.hallpass.sink.Vocabulary.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.topics.CanonicalKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens on the way, the warehouse ends as what a map would hold: the last write of each
 * key.
 */
@ExtendWith(Stack.class)
class RandomDeliveryTest {
  private static final int STEPS = 250;

  static IntStream seeds() {
    String seed = System.getProperty("hallpass.seed");
    return seed == null ? IntStream.range(0, 6) : IntStream.of(Integer.parseInt(seed));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theWarehouseEndsAsAMapWould(int seed, TestDatabase database) {
    Random random = new Random(seed);
    ReleasedTopic topic = new ReleasedTopic(1 + random.nextInt(4));
    Map<String, String> model = new TreeMap<>();
    Map<String, String> config =
        MiniWorker.config(database, "warehouse.batch.records", "" + (1 + random.nextInt(40)));
    config.put("warehouse.when.restored", "replay");
    List<MiniWorker> workers = new ArrayList<>();
    workers.add(new MiniWorker(config, topic, CATALOGUE).start());

    for (int step = 0; step < STEPS; step++) {
      MiniWorker worker = workers.get(random.nextInt(workers.size()));
      switch (random.nextInt(12)) {
        case 0 -> {
          worker.kill();
          workers.remove(worker);
          workers.add(worker(random, config, topic));
        }
        case 1 -> {
          if (workers.size() < 3) {
            workers.add(worker(random, config, topic));
          }
        }
        case 2 -> {
          int partition = worker.partitions().get(0);
          worker.seek(partition, random.nextInt((int) worker.position(partition) + 1));
        }
        case 3 -> topic.reported.replaceAll((partition, offset) -> offset / 2);
        case 4 -> {
          if (random.nextInt(4) == 0) {
            database.cutConnections();
          }
        }
        case 5 -> worker.commit();
        case 6, 7, 8 -> write(random, topic, model);
        default -> poll(worker, 1 + random.nextInt(60));
      }
    }
    workers.add(new MiniWorker(config, topic, CATALOGUE).start());
    workers.forEach(MiniWorker::drain);

    assertThat(warehouse(database)).as("seed %d", seed).isEqualTo(model);
    workers.forEach(MiniWorker::close);
  }

  /** A worker of some partitions, which others may believe to be theirs. */
  private static MiniWorker worker(Random random, Map<String, String> config, ReleasedTopic topic) {
    List<Integer> partitions = new ArrayList<>(IntStream.range(0, topic.size()).boxed().toList());
    Collections.shuffle(partitions, random);
    return new MiniWorker(
            config, topic, CATALOGUE, partitions.subList(0, 1 + random.nextInt(topic.size())))
        .start();
  }

  private static void poll(MiniWorker worker, int most) {
    try {
      worker.poll(most);
    } catch (RetriableException e) {
      // As in Connect: the next poll delivers the same again.
    }
  }

  private static void write(Random random, ReleasedTopic topic, Map<String, String> model) {
    for (int i = random.nextInt(30); i >= 0; i--) {
      String entity = random.nextInt(3) == 0 ? "test-org" : "test-person";
      CanonicalKey key = key(entity, random.nextInt(6), random.nextInt(8));
      if (random.nextInt(4) == 0) {
        topic.takeBack(key);
        model.remove(key.toString());
      } else {
        Map<String, Object> fields = new HashMap<>();
        String name = random.nextInt(3) == 0 ? null : "n" + random.nextInt(1000);
        fields.put(entity.equals("test-org") ? "name" : "givenName", name);
        topic.write(key, fields);
        model.put(key.toString(), name == null ? "" : name);
      }
    }
  }

  private static Map<String, String> warehouse(TestDatabase database) {
    Map<String, String> rows = new TreeMap<>();
    database
        .rows(
            "SELECT student_id || '/test-person/' || record_id, given_name FROM acme.test_person"
                + " UNION ALL SELECT 'test-org/' || record_id, name FROM acme.test_org")
        .forEach(row -> rows.put(row.split("\\|", -1)[0], row.split("\\|", -1)[1]));
    return rows;
  }
}
