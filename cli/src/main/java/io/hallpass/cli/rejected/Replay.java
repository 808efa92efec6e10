package io.hallpass.cli.rejected;

import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.kafka.NotRecordedException;
import io.hallpass.cli.kafka.TopicReader;
import io.hallpass.runtime.topics.RawHeaders;
import io.hallpass.runtime.topics.RejectHeaders;
import io.hallpass.runtime.topics.TopicAdmin;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts rows on their vendor's topic again, byte for byte as they stand there and with the position
 * they had, so that landing judges them like any other row: one that has come right meanwhile is
 * not touched, an older one than what is stored is refused. So to do it twice does no harm.
 */
public final class Replay {
  private final Endpoints endpoints;
  private final RejectedRows rows;

  /** Rows with one code that have one remedy. */
  public record Reason(String code, Remedy remedy) {}

  /**
   * What was done.
   *
   * @param replayed rows put on their topics again, each once however often it was rejected
   * @param gone of the rows that could have been, those their topics do not have any more
   * @param left rejections that are not for this, by why
   */
  public record Result(long replayed, long gone, Map<Reason, Long> left) {}

  public Replay(Endpoints endpoints, RejectedRows rows) {
    this.endpoints = endpoints;
    this.rows = rows;
  }

  /**
   * Does it.
   *
   * @throws NotRecordedException where Kafka did not take all of them; to do it again is safe
   */
  public Result run() {
    Map<TopicPartition, NavigableSet<Long>> places =
        new TreeMap<>(Comparator.comparing(TopicPartition::toString));
    Map<Reason, Long> left =
        new TreeMap<>(Comparator.comparing(Reason::remedy).thenComparing(Reason::code));
    rows.each(
        (row, remedy) -> {
          if (remedy == Remedy.REPLAY) {
            Place place = Place.of(row.at(), rows.topics()).orElseThrow();
            places.computeIfAbsent(place.partition(), p -> new TreeSet<>()).add(place.offset());
          } else {
            left.merge(new Reason(row.code(), remedy), 1L, Long::sum);
          }
        });
    long wanted = places.values().stream().mapToLong(Set::size).sum();
    forgetTopicsThatAreGone(places);
    Sent sent = send(places);
    return new Result(sent.first.size(), wanted - sent.found, left);
  }

  private void forgetTopicsThatAreGone(Map<TopicPartition, NavigableSet<Long>> places) {
    try (TopicAdmin admin = new TopicAdmin(endpoints.client())) {
      Set<String> there = admin.names();
      places.keySet().removeIf(partition -> !there.contains(partition.topic()));
    }
  }

  /** What was read again, and which rows were sent: by where each stood first. */
  private static final class Sent {
    private final Set<String> first = new HashSet<>();
    private long found;
  }

  private Sent send(Map<TopicPartition, NavigableSet<Long>> places) {
    Sent sent = new Sent();
    if (places.isEmpty()) {
      return sent;
    }
    AtomicReference<Exception> failed = new AtomicReference<>();
    Map<String, Object> config = new HashMap<>(endpoints.client());
    config.put("acks", "all");
    config.put("max.block.ms", 30_000);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      new TopicReader(endpoints)
          .at(
              places,
              record -> {
                sent.found++;
                // A row that was replayed and rejected again stands there twice and goes once.
                if (sent.first.add(first(record))) {
                  producer.send(
                      again(record),
                      (at, failure) -> {
                        if (failure != null) {
                          failed.compareAndSet(null, failure);
                        }
                      });
                }
              });
      producer.flush();
    }
    if (failed.get() != null) {
      throw new NotRecordedException("the replay", failed.get());
    }
    return sent;
  }

  private static String first(ConsumerRecord<byte[], byte[]> record) {
    String before = RejectHeaders.text(record.headers(), RawHeaders.REPLAYED);
    return before.isEmpty()
        ? new Place(new TopicPartition(record.topic(), record.partition()), record.offset())
            .toString()
        : before;
  }

  /** The time of a record is its position where it has no other, and it gets a new time here. */
  static ProducerRecord<byte[], byte[]> again(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = new RecordHeaders(record.headers());
    long position = RawHeaders.position(headers).orElse(record.timestamp());
    headers.remove(RawHeaders.POSITION).add(RawHeaders.POSITION, RawHeaders.position(position));
    String first = first(record);
    headers
        .remove(RawHeaders.REPLAYED)
        .add(RawHeaders.REPLAYED, first.getBytes(StandardCharsets.UTF_8));
    return new ProducerRecord<>(
        record.topic(), record.partition(), record.key(), record.value(), headers);
  }
}
