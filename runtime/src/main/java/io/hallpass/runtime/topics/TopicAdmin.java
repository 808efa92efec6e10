package io.hallpass.runtime.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks at topics and makes those that are missing. Never deletes one and never changes a partition
 * count.
 */
public final class TopicAdmin implements AutoCloseable {
  private static final Duration UNTIL_LISTED = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final Admin admin;

  /** An admin client with these settings; {@code bootstrap.servers} is among them. */
  public TopicAdmin(Map<String, Object> config) {
    this.admin = Admin.create(config);
  }

  /** The districts that have a settings topic, with its number of partitions. */
  public Map<DistrictTopics, Integer> districts() {
    List<String> settings =
        names().stream().filter(name -> DistrictTopics.ofSettings(name).isPresent()).toList();
    Map<DistrictTopics, Integer> districts = new java.util.LinkedHashMap<>();
    partitionsOfExisting(settings)
        .forEach((name, n) -> DistrictTopics.ofSettings(name).ifPresent(d -> districts.put(d, n)));
    return districts;
  }

  /** All topics' names, sorted. */
  public Set<String> names() {
    return new TreeSet<>(get(admin.listTopics().names()));
  }

  /**
   * Partition counts of topics.
   *
   * @throws UnknownTopicOrPartitionException where one of them does not exist
   */
  public Map<String, Integer> partitions(Collection<String> names) {
    Map<String, TopicDescription> found = get(admin.describeTopics(names).allTopicNames());
    Map<String, Integer> counts = new TreeMap<>();
    found.forEach((name, description) -> counts.put(name, description.partitions().size()));
    return counts;
  }

  /**
   * Partition counts of those of these topics that exist: one that was listed can vanish before it
   * is described, which is no reason to see nothing of the others.
   */
  public Map<String, Integer> partitionsOfExisting(Collection<String> names) {
    Map<String, Integer> counts = new TreeMap<>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach(
            (name, description) -> {
              try {
                counts.put(name, get(description).partitions().size());
              } catch (UnknownTopicOrPartitionException e) {
                // Not counted.
              }
            });
    return counts;
  }

  /** Those of {@code wanted} that do not exist. */
  public List<TopicSpec> missing(Collection<TopicSpec> wanted) {
    Set<String> present = names();
    return wanted.stream().filter(spec -> !present.contains(spec.name())).toList();
  }

  /** One line for each topic of {@code wanted} that exists with another number of partitions. */
  public List<String> mismatches(Collection<TopicSpec> wanted) {
    Set<String> present = names();
    List<TopicSpec> existing =
        wanted.stream().filter(spec -> present.contains(spec.name())).toList();
    Map<String, Integer> counts = partitions(existing.stream().map(TopicSpec::name).toList());
    List<String> problems = new ArrayList<>();
    for (TopicSpec spec : existing) {
      mismatch(spec.name(), counts.get(spec.name()), spec.partitions()).ifPresent(problems::add);
    }
    return problems;
  }

  /**
   * One line for each raw, canonical and control topic of a district whose partition count is not
   * that of its settings topic: a student's records and consents would not meet.
   */
  public List<String> mismatches(DistrictTopics district, int partitions) {
    Set<String> shared =
        names().stream()
            .filter(
                name ->
                    name.startsWith(district.district() + ".") && !name.equals(district.status()))
            .filter(
                name ->
                    district.rawPattern().matcher(name).matches()
                        || name.startsWith(district.district() + ".canonical.")
                        || name.startsWith(district.district() + ".normalize."))
            .filter(name -> !name.endsWith("-changelog"))
            .collect(Collectors.toSet());
    List<String> problems = new ArrayList<>();
    partitionsOfExisting(shared)
        .forEach((name, count) -> mismatch(name, count, partitions).ifPresent(problems::add));
    return problems;
  }

  private static Optional<String> mismatch(String topic, int found, int wanted) {
    return found == wanted
        ? Optional.empty()
        : Optional.of(
            "topic "
                + topic
                + " has "
                + found
                + " partitions where the district has "
                + wanted
                + "; partition counts of a living district never change");
  }

  /**
   * Makes topics; one that somebody else made meanwhile is as good. Returns when they are listed: a
   * broker learns a moment later of what its controller has made.
   *
   * @throws TimeoutException where one is not listed after half a minute
   */
  public void create(Collection<TopicSpec> specs) {
    List<NewTopic> topics =
        specs.stream()
            .map(
                spec ->
                    new NewTopic(spec.name(), Optional.of(spec.partitions()), Optional.empty())
                        .configs(spec.config()))
            .toList();
    for (var result : admin.createTopics(topics).values().values()) {
      try {
        get(result);
      } catch (TopicExistsException e) {
        // Equal in effect; its partitions are checked by whoever starts.
      }
    }
    awaitListed(specs);
  }

  private void awaitListed(Collection<TopicSpec> specs) {
    long deadline = System.nanoTime() + UNTIL_LISTED.toNanos();
    for (List<TopicSpec> left = missing(specs); !left.isEmpty(); left = missing(specs)) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(
            "made "
                + UNTIL_LISTED.toSeconds()
                + " s ago and not listed yet: "
                + left.stream().map(TopicSpec::name).collect(Collectors.joining(", ")));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  /** The client itself, for what this class does not offer. */
  public Admin admin() {
    return admin;
  }

  private static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new org.apache.kafka.common.errors.InterruptException(e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
