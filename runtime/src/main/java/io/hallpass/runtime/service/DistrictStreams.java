package io.hallpass.runtime.service;

import io.hallpass.runtime.avro.RegistrySchemaIds;
import io.hallpass.runtime.config.ServiceConfig;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.TopicAdmin;
import io.hallpass.schemas.Catalogue;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One step of the way, for every district: finds districts by their settings topics and runs a
 * {@link KafkaStreams} for each, with its own state and its own failures. A new district needs no
 * restart, and one district's trouble stops no other: what fails is closed and started again, with
 * growing pauses.
 */
public final class DistrictStreams implements AutoCloseable {
  private static final int COMMIT_MILLIS = 100;
  private static final Logger LOG = LoggerFactory.getLogger(DistrictStreams.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(30);
  private static final Duration REGISTRY = Duration.ofMinutes(2);

  private final ServiceConfig config;
  private final String step;
  private final TopologyFactory factory;
  private final RegistrySchemaIds ids;
  private final TopicAdmin admin;
  private final Set<String> toldCauses = new HashSet<>();
  private final Map<String, RunningDistrict> running = new ConcurrentHashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread loop;

  private DistrictStreams(
      ServiceConfig config, String step, TopologyFactory factory, RegistrySchemaIds ids) {
    this.config = config;
    this.step = step;
    this.factory = factory;
    this.ids = ids;
    this.admin = new TopicAdmin(config.client());
    this.loop = new Thread(this::look, "hallpass-" + step);
  }

  /**
   * Registers the schemas and starts to look for districts.
   *
   * @param step {@code normalize} or {@code consent}
   * @throws io.hallpass.runtime.avro.SchemaRefusedException where the registry refuses a schema
   * @throws io.hallpass.runtime.avro.SchemaUnavailableException where it does not answer, or has
   *     not taken all of them within two minutes
   * @throws org.apache.kafka.common.KafkaException where Kafka's settings are wrong
   */
  public static DistrictStreams start(ServiceConfig config, String step, TopologyFactory factory) {
    return start(config, step, factory, REGISTRY);
  }

  static DistrictStreams start(
      ServiceConfig config, String step, TopologyFactory factory, Duration patience) {
    RegistrySchemaIds ids = new RegistrySchemaIds(config.schemaRegistryUrl());
    Registration.within(patience, ids, Catalogue.load());
    DistrictStreams streams = new DistrictStreams(config, step, factory, ids);
    streams.loop.start();
    return streams;
  }

  /**
   * The state of each district: {@code FAILED} from a failure until it has run well for a minute,
   * {@code REFUSED} where its topics do not fit together, {@code WAITING} before the first start,
   * else that of its streams ({@code RUNNING}, {@code REBALANCING} …).
   */
  public Map<String, String> states() {
    Map<String, String> states = new HashMap<>();
    running.forEach((district, streams) -> states.put(district, streams.state()));
    return states;
  }

  /** The streams of each district that has some now. */
  Map<String, KafkaStreams> streams() {
    Map<String, KafkaStreams> streams = new HashMap<>();
    running.forEach(
        (district, each) -> each.streams().ifPresent(now -> streams.put(district, now)));
    return streams;
  }

  String step() {
    return step;
  }

  private void look() {
    try (admin) {
      do {
        lookOnce();
      } while (!stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends neither by an exception nor by an error: nothing would look after the districts then. */
  private void lookOnce() {
    try {
      admin.districts().forEach(this::tend);
      toldCauses.clear();
    } catch (RuntimeException | Error e) {
      String cause = Causes.named(e);
      if (toldCauses.add(cause)) {
        LOG.warn("{}: Kafka does not show the districts ({}); looking again", step, cause);
      }
    }
  }

  private void tend(DistrictTopics topics, int partitions) {
    RunningDistrict district =
        running.computeIfAbsent(
            topics.district(), name -> new RunningDistrict(step, name, System::nanoTime));
    try {
      if (stopping.getCount() == 0 || !district.wantsStart()) {
        return;
      }
      List<String> problems = admin.mismatches(topics, partitions);
      if (problems.isEmpty()) {
        district.start(() -> streamsOf(topics, partitions));
      } else {
        district.refuse(problems);
      }
    } catch (RuntimeException | Error e) {
      district.notStarted(e);
    }
  }

  private KafkaStreams streamsOf(DistrictTopics topics, int partitions) {
    return new KafkaStreams(
        factory.topology(topics, partitions, ids), new StreamsConfig(settings(topics)));
  }

  private Map<String, Object> settings(DistrictTopics topics) {
    Map<String, Object> s = config.client();
    s.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.applicationId(step));
    s.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
    s.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    s.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
    s.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    s.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    s.put(BoundedRocksDb.MEGABYTES, Integer.toString(config.cacheMegabytes()));
    // Only small stores of counts are cached, so that a count costs a write a commit and not a
    // write a record.
    s.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 4L << 20);
    // Tasks have dozens of inputs, most of them empty; to ask for each record what the empty ones
    // may still bring costs more than the record. No step needs an order between topics for its
    // safety.
    s.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    s.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    s.put(StreamsConfig.consumerPrefix("max.poll.records"), 2000);
    // How soon a source added to a living district is seen, by the pattern of its raw topics.
    s.put(StreamsConfig.consumerPrefix("metadata.max.age.ms"), 3000);
    s.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 10_000);
    s.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), 2000);
    // A commit flushes, so nothing waits longer than for that, and batches are as large as they
    // can.
    s.put(StreamsConfig.producerPrefix("linger.ms"), COMMIT_MILLIS);
    s.put(StreamsConfig.producerPrefix("batch.size"), 131_072);
    s.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
    s.put(StreamsConfig.producerPrefix("transaction.timeout.ms"), 10_000);
    s.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, 300_000L);
    return s;
  }

  @Override
  public void close() {
    stopping.countDown();
    try {
      loop.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.values().parallelStream().forEach(district -> district.close(CLOSE));
  }
}
