package io.hallpass.ingest.rest;

import io.hallpass.ingest.connect.OwnThread;
import io.hallpass.ingest.connect.Versions;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.service.Causes;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/**
 * Reads an API in a thread of its own, a page ahead of Connect: so slow answers, waits and retries
 * are plain code, and no call of poll takes long. A refusal or a server that is away stops nothing;
 * only a mistake of our own does.
 */
public abstract class RestSourceTask extends SourceTask {
  private static final int PAGES_AHEAD = 2;

  /** Rounds without a wait between them; what is still open then waits for the next look. */
  private static final int ROUNDS_AT_ONCE = 5;

  private static final long LONGEST_WAIT_MILLIS = 200;

  private final Clock clock;
  private final Pause pause;
  private final BlockingQueue<List<SourceRecord>> ready = new ArrayBlockingQueue<>(PAGES_AHEAD);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private String name = "";
  private Thread thread;
  private volatile Throwable failure;

  /** A task that tells the time by {@code clock} and waits for servers with {@code pause}. */
  protected RestSourceTask(Clock clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * The API of a configuration.
   *
   * @param states how far each resource was read
   * @throws ConfigException with every problem
   */
  protected abstract RestSource source(
      Map<String, String> config,
      Clock byClock,
      Pause withPause,
      BiFunction<RestSettings, RestResource, ResourceState> states);

  @Override
  public final String version() {
    return Versions.own();
  }

  @Override
  public final void start(Map<String, String> config) {
    RestSource source;
    try {
      source = source(config, clock, pause, this::stored);
    } catch (ConfigException e) {
      throw new ConnectException(e.getMessage());
    }
    name = source.settings().connectorName();
    thread = new Thread(() -> run(source), "hallpass-rest-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private ResourceState stored(RestSettings settings, RestResource resource) {
    Map<String, Object> stored =
        context.offsetStorageReader().offset(ResourceRecords.partition(settings, resource.name()));
    return ResourceState.of(stored, resource.fingerprint(settings.url()));
  }

  private void run(RestSource source) {
    Rounds rounds = new Rounds(source, this::hand);
    try {
      boolean running = true;
      while (running) {
        int round = 1;
        while (rounds.round() && round < ROUNDS_AT_ONCE) {
          round++;
        }
        running = !stopped.await(source.settings().pollMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void hand(List<SourceRecord> records) throws InterruptedException {
    if (!records.isEmpty()) {
      ready.put(records);
    }
  }

  @Override
  public final List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> records = ready.poll(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    if (records == null && failure != null) {
      // A message may repeat what was read, and Connect shows it; the causes' names do not.
      throw new ConnectException(name + ": cannot be read: " + Causes.named(failure));
    }
    return records;
  }

  @Override
  public final void stop() {
    stopped.countDown();
    if (thread != null) {
      OwnThread.end(thread);
    }
  }
}
