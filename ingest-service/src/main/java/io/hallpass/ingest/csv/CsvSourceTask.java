package io.hallpass.ingest.csv;

import io.hallpass.ingest.connect.Versions;
import io.hallpass.ingest.row.Fingerprint;
import io.hallpass.ingest.row.RawRecords;
import io.hallpass.runtime.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads file sets, one after the other. A set has a number that is larger than every earlier one
 * and stands on each of its records as their position. After a restart a set is continued after the
 * last record that was committed if its contents are still the same; otherwise it is broken off,
 * without end markers, and what is there now becomes a new set.
 */
public final class CsvSourceTask extends SourceTask {
  private static final Logger LOG = LoggerFactory.getLogger(CsvSourceTask.class);
  private static final int BATCH = 2_000;

  /** Connect stops a task between two calls of poll, so none may wait long. */
  private static final long LONGEST_WAIT_MILLIS = 200;

  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private CsvSourceSettings settings;
  private RawRecords records;
  private SetWatcher watcher;
  private SetOffset last;
  private String lastStamp = "";
  private long nextLook;
  private SetReader reader;
  private String readerStamp;

  /** A task with the machine's clock. */
  public CsvSourceTask() {
    this(Clock.systemUTC());
  }

  CsvSourceTask(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String version() {
    return Versions.own();
  }

  @Override
  public void start(Map<String, String> config) {
    try {
      settings = CsvSourceConfig.read(config);
    } catch (ConfigException e) {
      throw new ConnectException(e.getMessage());
    }
    Map<String, String> partition =
        Map.of("district", settings.district(), "source", settings.source());
    records =
        new RawRecords(settings.district(), settings.source(), settings.partitions(), partition);
    watcher = new SetWatcher(settings, clock);
    Map<String, Object> stored = context.offsetStorageReader().offset(partition);
    last = stored == null ? null : SetOffset.of(stored);
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    try {
      if (reader == null && !begin()) {
        pause();
        return null;
      }
      return batch();
    } catch (ZipException e) {
      return brokenOff(e, "is neither a folder nor a readable zip");
    } catch (IOException e) {
      return brokenOff(e, "could not be read to its end");
    } catch (HeldException e) {
      LOG.error("{}: {}", settings.connectorName(), e.getMessage());
      throw e;
    }
  }

  /** Looks whether a set is there that was not read yet; true where one was opened. */
  private boolean begin() throws IOException {
    if (clock.millis() < nextLook) {
      return false;
    }
    nextLook = clock.millis() + settings.pollMillis();
    Optional<String> stamp = watcher.quiet();
    if (stamp.isEmpty() || stamp.get().equals(lastStamp)) {
      return false;
    }
    FileSet set = FileSet.at(Path.of(settings.path()));
    try {
      return begin(set, stamp.get());
    } finally {
      if (reader == null) {
        set.close();
      }
    }
  }

  private boolean begin(FileSet set, String stamp) throws IOException {
    String fingerprint = fingerprint(set);
    if (last != null && last.done() && last.fingerprint().equals(fingerprint)) {
      lastStamp = stamp;
      return false;
    }
    SetPlan plan = SetPlan.of(set, settings);
    int files = plan.files().size();
    String stampHash = Fingerprint.of(List.of(stamp));
    if (last == null || !last.continues(fingerprint, stampHash, files)) {
      long number = Math.max(clock.millis(), last == null ? 0 : last.set() + 1);
      last = SetOffset.begin(number, fingerprint, stampHash, files);
    }
    readerStamp = stamp;
    reader = new SetReader(set, plan, settings, records, last);
    LOG.info("{}: reading set {}", settings.connectorName(), last.set());
    return true;
  }

  /**
   * Of what is collected, and of the contents it is collected from: names and times do not matter,
   * so a set that was only copied anew is not read again, and one is where a column was added to
   * the mapping.
   */
  private String fingerprint(FileSet set) throws IOException {
    List<String> parts = new ArrayList<>();
    parts.add(settings.resources().toString());
    parts.add(settings.format().toString());
    for (String file : SetPlan.paths(set, settings)) {
      parts.add(file);
      parts.add(set.digest(file));
    }
    return Fingerprint.of(parts);
  }

  private List<SourceRecord> batch() throws IOException {
    List<SourceRecord> batch = new ArrayList<>(BATCH);
    boolean more = reader.read(batch, BATCH);
    if (!watcher.stamp().equals(readerStamp)) {
      // What was just read may be half of the old file and half of the new one.
      return startAnew();
    }
    if (more) {
      return batch;
    }
    batch.addAll(reader.end());
    LOG.info("{}: set {} read, {} rows", settings.connectorName(), last.set(), reader.total());
    last = SetOffset.of(narrow(batch.get(batch.size() - 1).sourceOffset()));
    lastStamp = readerStamp;
    close();
    return batch;
  }

  private static Map<String, Object> narrow(Map<String, ?> offset) {
    return Map.copyOf(offset);
  }

  private List<SourceRecord> startAnew() {
    LOG.warn(
        "{}: set {} changed while it was read; it has no end, and what is there now is a new set",
        settings.connectorName(),
        last.set());
    last = new SetOffset(last.set(), "", "", 0, new long[0], new long[0], false);
    close();
    return null;
  }

  /**
   * Begins anew where the files changed under our hands; otherwise the trouble would come again.
   */
  private List<SourceRecord> brokenOff(IOException cause, String what) {
    if (reader != null && changed()) {
      return startAnew();
    }
    close();
    LOG.error("{}: {} {}", settings.connectorName(), settings.path(), what);
    throw new ConnectException(
        settings.path() + " " + what + " (" + cause.getClass().getSimpleName() + ")");
  }

  private boolean changed() {
    try {
      return !watcher.stamp().equals(readerStamp);
    } catch (IOException e) {
      // The path itself cannot be read: the same trouble.
      return false;
    }
  }

  private void close() {
    if (reader != null) {
      try {
        reader.close();
      } catch (IOException e) {
        LOG.debug("{}: closing files failed", settings.connectorName());
      }
      reader = null;
    }
  }

  private void pause() throws InterruptedException {
    long wait = Math.min(LONGEST_WAIT_MILLIS, Math.max(1, nextLook - clock.millis()));
    stopped.await(wait, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    stopped.countDown();
    close();
  }
}
