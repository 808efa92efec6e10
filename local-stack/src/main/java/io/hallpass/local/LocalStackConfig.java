package io.hallpass.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * What to start and where.
 *
 * @param dataDir everything that must survive a restart, and the logs; made if absent, and refused
 *     if it holds files that no stack made
 * @param portBase Kafka listens on this port, its controller on the next, then PostgreSQL, then the
 *     registry; empty takes free ports, the same again on the next start if they are still free
 * @param parts what to start; the registry needs PostgreSQL
 * @param cacheDir where the registry and PostgreSQL programs are unpacked, once for all stacks of a
 *     user
 * @param startTimeout how long each part may take until it answers
 * @param kafkaSettings broker settings put over those of the stack, by their Kafka names
 * @param usualPorts whether, without a port base, each part takes the port that is usual for it
 *     where that is free
 */
public record LocalStackConfig(
    Path dataDir,
    OptionalInt portBase,
    Set<Part> parts,
    Path cacheDir,
    Duration startTimeout,
    Map<String, String> kafkaSettings,
    boolean usualPorts) {

  private static final int LOWEST_PORT = 1024;
  private static final int HIGHEST_PORT = 65_535;

  /**
   * Checks the parameters; throws {@link IllegalArgumentException} naming the first that is wrong.
   */
  public LocalStackConfig {
    dataDir = dataDir.toAbsolutePath().normalize();
    cacheDir = cacheDir.toAbsolutePath().normalize();
    parts = Set.copyOf(parts);
    kafkaSettings = Map.copyOf(kafkaSettings);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("parts: at least one part must be started");
    }
    if (parts.contains(Part.REGISTRY) && !parts.contains(Part.POSTGRES)) {
      throw new IllegalArgumentException(
          "parts: REGISTRY keeps its content in POSTGRES, so it needs that part too");
    }
    if (portBase.isPresent()) {
      int highest = HIGHEST_PORT - Ports.COUNT;
      if (portBase.getAsInt() < LOWEST_PORT || portBase.getAsInt() > highest) {
        throw new IllegalArgumentException(
            "portBase: must be from "
                + LOWEST_PORT
                + " to "
                + highest
                + ", is "
                + portBase.getAsInt());
      }
    }
    if (startTimeout.isNegative() || startTimeout.isZero()) {
      throw new IllegalArgumentException("startTimeout: must be positive, is " + startTimeout);
    }
    if (dataDir.toString().matches("(?s).*[\"'`$\\\\\\n].*")) {
      // pg_ctl hands the path to a shell.
      throw new IllegalArgumentException(
          "dataDir: must not contain quotes, $, backslashes or line ends: " + dataDir);
    }
  }

  /** All parts on free ports, with this data directory. */
  public static LocalStackConfig in(Path dataDir) {
    return new LocalStackConfig(
        dataDir,
        OptionalInt.empty(),
        EnumSet.allOf(Part.class),
        userCache(),
        Duration.ofSeconds(60),
        Map.of(),
        false);
  }

  /** The same with fixed ports, from this one on. */
  public LocalStackConfig withPortBase(int port) {
    return new LocalStackConfig(
        dataDir, OptionalInt.of(port), parts, cacheDir, startTimeout, kafkaSettings, usualPorts);
  }

  /**
   * The same on the ports that are usual: Kafka 9092, its controller 9093, PostgreSQL 5432, the
   * registry 8081. One that is taken is replaced by a free one, which stays the stack's.
   */
  public LocalStackConfig onUsualPorts() {
    return new LocalStackConfig(
        dataDir, portBase, parts, cacheDir, startTimeout, kafkaSettings, true);
  }

  /** The same with only these parts. */
  public LocalStackConfig withParts(Part first, Part... others) {
    return new LocalStackConfig(
        dataDir,
        portBase,
        EnumSet.of(first, others),
        cacheDir,
        startTimeout,
        kafkaSettings,
        usualPorts);
  }

  /** Only Kafka. */
  public LocalStackConfig onlyKafka() {
    return withParts(Part.KAFKA);
  }

  /** Only PostgreSQL. */
  public LocalStackConfig onlyPostgres() {
    return withParts(Part.POSTGRES);
  }

  /** Kafka and PostgreSQL: a stack without the registry starts in about half the time. */
  public LocalStackConfig withoutRegistry() {
    return withParts(Part.KAFKA, Part.POSTGRES);
  }

  /** The same with programs unpacked elsewhere. */
  public LocalStackConfig withCacheDir(Path directory) {
    return new LocalStackConfig(
        dataDir, portBase, parts, directory, startTimeout, kafkaSettings, usualPorts);
  }

  /** The same with another patience. */
  public LocalStackConfig withStartTimeout(Duration timeout) {
    return new LocalStackConfig(
        dataDir, portBase, parts, cacheDir, timeout, kafkaSettings, usualPorts);
  }

  /** The same with one more Kafka broker setting. */
  public LocalStackConfig withKafkaSetting(String name, String value) {
    Map<String, String> settings = new TreeMap<>(kafkaSettings);
    settings.put(name, value);
    return new LocalStackConfig(
        dataDir, portBase, parts, cacheDir, startTimeout, settings, usualPorts);
  }

  private static Path userCache() {
    String base = System.getenv("XDG_CACHE_HOME");
    Path caches =
        base == null || base.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(base);
    return caches.resolve("hallpass");
  }
}
