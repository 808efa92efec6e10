package io.hallpass.cli.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.RawHeaders;
import io.hallpass.runtime.topics.TopicAdmin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What operators decided about who is one and the same student: {@code
 * <district>.raw.hallpass.students}, of each duplicate the last decision, for good.
 */
public final class StudentDecisions {
  private static final String RESOURCE = "students";

  private final Endpoints endpoints;
  private final DistrictTopics topics;
  private final ObjectMapper json = new ObjectMapper();

  /** A person as a mapping names it. */
  public record Person(String system, String value) {
    @Override
    public String toString() {
      return system + ":" + value;
    }
  }

  /**
   * A decision.
   *
   * @param duplicate whose own id goes, or comes back
   * @param kept whose id is kept; of a split, was kept
   * @param merge whether they are one from here on, or two
   * @param by who decided; may be empty
   * @param form where that is written; may be empty
   * @param decidedAt when it was recorded
   * @param position orders the decisions about one duplicate
   */
  public record Decision(
      Person duplicate,
      Person kept,
      boolean merge,
      String by,
      String form,
      String decidedAt,
      long position) {
    @Override
    public String toString() {
      return merge ? "merge" : "split";
    }
  }

  /**
   * Those of one district.
   *
   * @throws ConfigException where the district is not there, or was last applied by a version that
   *     knew no merges
   */
  public StudentDecisions(Endpoints endpoints, String district) {
    this.endpoints = endpoints;
    this.topics = new DistrictTopics(district);
    try (TopicAdmin admin = new TopicAdmin(endpoints.client())) {
      Set<String> names = admin.names();
      if (!names.contains(topics.settings()) || !names.contains(topic())) {
        String what =
            names.contains(topics.settings()) ? "'s topic " + topic() : " '" + district + "'";
        throw new ConfigException(
            List.of("there is no district" + what + "; apply its folder first"));
      }
    }
  }

  private String topic() {
    return topics.raw("hallpass", RESOURCE);
  }

  /** The last decision about each duplicate, by its name. */
  public Map<String, Decision> read() {
    Map<String, Decision> decisions = new TreeMap<>();
    new TopicReader(endpoints)
        .all(
            topic(),
            record -> {
              if (record.value() != null) {
                long position = RawHeaders.position(record.headers()).orElse(0);
                Decision decision = decision(record.value(), position);
                decisions.put(decision.duplicate().toString(), decision);
              }
            });
    return decisions;
  }

  /** The merge that is in force for the duplicate. */
  public Optional<Decision> merge(Person duplicate) {
    return Optional.ofNullable(read().get(duplicate.toString())).filter(Decision::merge);
  }

  private Decision decision(byte[] value, long position) {
    try {
      JsonNode row = json.readTree(value);
      return new Decision(
          new Person(row.path("personSystem").asText(), row.path("personValue").asText()),
          new Person(row.path("keptSystem").asText(), row.path("keptValue").asText()),
          row.path("decision").asText().equals("MERGE"),
          row.path("decidedBy").asText(),
          row.path("form").asText(),
          row.path("decidedAt").asText(),
          position);
    } catch (IOException e) {
      throw new UncheckedIOException("a decision in " + topic() + " is not JSON", e);
    }
  }

  /**
   * Writes a decision, taken now, and waits until Kafka has it. It counts as later than the last
   * one about this duplicate, whatever the clock of that machine said: an older one is not acted
   * upon.
   *
   * @throws NotRecordedException where Kafka did not take it
   */
  public void write(Person duplicate, Person kept, boolean merge, String by, String form) {
    Instant now = Instant.now();
    Decision last = read().get(duplicate.toString());
    long position = Math.max(now.toEpochMilli(), last == null ? 0 : last.position() + 1);
    Map<String, String> key = new TreeMap<>();
    key.put("personSystem", duplicate.system());
    key.put("personValue", duplicate.value());
    Map<String, String> row = new TreeMap<>(key);
    row.put("keptSystem", kept.system());
    row.put("keptValue", kept.value());
    row.put("decision", merge ? "MERGE" : "SPLIT");
    row.put("decidedBy", by);
    row.put("form", form);
    row.put("decidedAt", now.toString());
    Map<String, Object> config = new HashMap<>(endpoints.client());
    config.put("acks", "all");
    config.put("max.block.ms", 30_000);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(topic(), json.writeValueAsBytes(key), json.writeValueAsBytes(row));
      record.headers().add(RawHeaders.POSITION, RawHeaders.position(position));
      producer.send(record).get();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is always JSON", e);
    } catch (ExecutionException e) {
      throw new NotRecordedException("the decision", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /**
   * What is held back, as normalize's partitions say it; up to a hundred of each.
   *
   * @param merges of each merge or split that waits the record id of what says it, and why
   * @param conflicts pairs of students, by their ids, that both claim an id of another system
   */
  public record Held(Map<String, String> merges, Set<List<String>> conflicts) {}

  /** What is held back now. */
  public Held held() {
    Held held = new Held(new TreeMap<>(), new LinkedHashSet<>());
    new StatusTopic(endpoints, topics)
        .read()
        .forEach(
            (key, list) -> {
              if (key.startsWith("merges/")) {
                list.forEach(
                    one ->
                        held.merges.put(one.path("record").asText(), one.path("reason").asText()));
              } else if (key.startsWith("conflicts/")) {
                list.forEach(pair -> held.conflicts.add(texts(pair)));
              }
            });
    return held;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
