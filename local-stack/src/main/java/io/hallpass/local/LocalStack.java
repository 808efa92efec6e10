package io.hallpass.local;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A running stack. Its content survives a restart on the same data directory: topics and offsets,
 * databases, schemas and their ids.
 *
 * <p>If this JVM dies without {@link #close()}, PostgreSQL and the registry are stopped from
 * outside; whatever still runs is found and stopped by the next start on the same data directory.
 * Instances are safe for use by several threads.
 */
public final class LocalStack implements AutoCloseable {

  /** Clients before what they are clients of. */
  private static final List<Part> STOP_ORDER = List.of(Part.REGISTRY, Part.KAFKA, Part.POSTGRES);

  private final LocalStackConfig config;
  private final StackDirectory directory;
  private final Progress progress;
  private final StackLock lock;
  private final Ports ports;
  private final Map<Part, RunningPart> running = new ConcurrentHashMap<>();
  private boolean closed;

  private LocalStack(
      LocalStackConfig config,
      StackDirectory directory,
      Progress progress,
      StackLock lock,
      Ports ports) {
    this.config = config;
    this.directory = directory;
    this.progress = progress;
    this.lock = lock;
    this.ports = ports;
  }

  /** Whether nobody listens on this port of the loopback address. */
  public static boolean isFree(int port) {
    return PortChoice.isFree(port);
  }

  /** As {@link #start(LocalStackConfig, Progress)}, telling nobody how far it is. */
  public static LocalStack start(LocalStackConfig config) {
    return start(config, Progress.silent());
  }

  /**
   * Starts the configured parts and returns when each of them answers. Nothing is left running if
   * one of them does not.
   *
   * @throws LocalStackException if the data directory holds files that are not a stack's, another
   *     stack uses it, a port of a port base is taken, or a part does not start
   */
  public static LocalStack start(LocalStackConfig config, Progress progress) {
    StackDirectory directory = new StackDirectory(config.dataDir()).create();
    StackLock lock = StackLock.acquire(directory);
    Progress oneAtATime = oneAtATime(progress);
    try {
      Leftovers.stop(directory, oneAtATime);
      Ports ports = PortChoice.choose(config, directory.ports());
      LocalStack stack = new LocalStack(config, directory, oneAtATime, lock, ports);
      stack.startAll();
      return stack;
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static Progress oneAtATime(Progress progress) {
    Object turn = new Object();
    return text -> {
      synchronized (turn) {
        progress.line(text);
      }
    };
  }

  private void startAll() {
    CompletableFuture<Void> kafka = inBackground(Part.KAFKA);
    CompletableFuture<Void> databases = inBackground(Part.POSTGRES, Part.REGISTRY);
    try {
      CompletableFuture.allOf(kafka, databases).join();
    } catch (CompletionException e) {
      stopAll(e.getCause());
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private CompletableFuture<Void> inBackground(Part... parts) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Runnable work =
        () -> {
          try {
            for (Part part : parts) {
              if (config.parts().contains(part)) {
                launch(part);
              }
            }
            done.complete(null);
          } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
          }
        };
    new Thread(work, "local-stack-start-" + parts[0]).start();
    return done;
  }

  private void launch(Part part) {
    long begin = System.nanoTime();
    running.put(
        part,
        switch (part) {
          case KAFKA ->
              KafkaBroker.start(
                  directory.kafka(), ports, config.kafkaSettings(), config.startTimeout());
          case POSTGRES ->
              PostgresServer.start(directory, ports, config.cacheDir(), config.startTimeout());
          case REGISTRY -> launchRegistry();
        });
    progress.line(part.title() + " is up after " + secondsSince(begin));
  }

  private static String secondsSince(long begin) {
    return "%.1f s".formatted((System.nanoTime() - begin) / 1e9);
  }

  private RunningPart launchRegistry() {
    try {
      return RegistryServer.start(
          directory,
          RegistryProgram.unpacked(config.cacheDir()),
          ports,
          database("registry"),
          config.startTimeout());
    } catch (IOException e) {
      throw new LocalStackException(
          "The schema registry could not be unpacked to " + config.cacheDir(), e);
    }
  }

  /** Where the parts are reached. Stays the same for the life of the stack. */
  public Endpoints endpoints() {
    return Endpoints.of(config, ports);
  }

  /**
   * Makes a database if it is not there.
   *
   * @param name lower case letters, digits and underscores, a letter first
   * @return its JDBC URL, with the user in it and no password needed
   * @throws IllegalStateException if PostgreSQL does not run
   */
  public String database(String name) {
    if (running.get(Part.POSTGRES) instanceof PostgresServer postgres) {
      return postgres.database(name);
    }
    throw new IllegalStateException("PostgreSQL does not run");
  }

  /** Stops one part, to see how others take it; does nothing if it does not run. */
  public synchronized void stop(Part part) {
    RunningPart stopping = running.remove(part);
    if (stopping != null) {
      long begin = System.nanoTime();
      stopping.stop();
      progress.line(part.title() + " stopped after " + secondsSince(begin));
    }
  }

  /**
   * Starts a part again that {@link #stop(Part)} stopped, at the same place; does nothing if it
   * runs.
   *
   * @throws IllegalStateException if the stack is closed or was configured without the part
   * @throws LocalStackException if the part does not start
   */
  public synchronized void start(Part part) {
    if (closed || !config.parts().contains(part)) {
      throw new IllegalStateException(
          closed ? "The stack is closed" : "This stack was configured without " + part.title());
    }
    if (!running.containsKey(part)) {
      launch(part);
    }
  }

  /** Stops everything in good order and lets go of the data directory. Idempotent. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    LocalStackException failure = new LocalStackException("Some parts did not stop in good order");
    try {
      stopAll(failure);
    } finally {
      lock.close();
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  /** Stops what runs; a part that fails to stop does not keep the others from it. */
  private void stopAll(Throwable failure) {
    for (Part part : STOP_ORDER) {
      try {
        stop(part);
      } catch (RuntimeException e) {
        failure.addSuppressed(e);
      }
    }
  }
}
