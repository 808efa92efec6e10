package io.hallpass.normalize.stream;

import io.hallpass.runtime.topics.CanonicalKey;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** To which partitions a record goes. */
public final class Partitions {
  /** By the whole key as Kafka's own default; a record without a key goes to all. */
  public static final StreamPartitioner<byte[], byte[]> BY_KEY =
      (topic, key, value, partitions) ->
          Optional.of(
              key == null
                  ? all(partitions)
                  : Set.of(Utils.toPositive(Utils.murmur2(key)) % partitions));

  /** By student, reference data by record; a gate goes to all. */
  public static final StreamPartitioner<byte[], byte[]> CANONICAL =
      (topic, key, value, partitions) ->
          Optional.of(
              gate(key) ? all(partitions) : Set.of(CanonicalKey.partition(key, partitions)));

  private Partitions() {}

  private static boolean gate(byte[] key) {
    return key.length > 5
        && key[0] == 'g'
        && key[1] == 'a'
        && key[2] == 't'
        && key[3] == 'e'
        && key[4] == '/';
  }

  private static Set<Integer> all(int partitions) {
    return IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
  }
}
