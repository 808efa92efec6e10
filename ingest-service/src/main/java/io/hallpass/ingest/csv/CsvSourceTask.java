package io.hallpass.ingest.csv;

import io.hallpass.ingest.connect.Versions;
import io.hallpass.ingest.row.Fingerprint;
import io.hallpass.ingest.row.RawRecords;
import io.hallpass.runtime.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 *
 * <p>A set that cannot be read whole is held: nothing of it is sent, {@code status} says why, and
 * the next one is waited for. What hinders reading is said too, and tried again.
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

  /** How far all records that were handed out go. */
  private SetOffset last;

  /** Stamp of a set that needs no other look: it was read, or is held. */
  private String settled = "";

  private long nextLook;
  private SetReader reader;
  private String readerStamp;
  private Hold said = Hold.NONE;

  /** Why what lies there with this stamp is not read. */
  private record Hold(String stamp, List<String> reasons) {
    static final Hold NONE = new Hold("", List.of());
  }

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
    last = stored == null ? SetOffset.NONE : SetOffset.of(stored);
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> polled = reader == null ? look() : null;
    if (reader != null) {
      polled = read();
    }
    if (polled == null) {
      pause();
    }
    return polled;
  }

  /** Opens the set that is there where it was not read yet; returns what there is to say of it. */
  private List<SourceRecord> look() {
    if (clock.millis() < nextLook) {
      return null;
    }
    nextLook = clock.millis() + settings.pollMillis();
    String stamp = "";
    try {
      Optional<String> quiet = watcher.quiet();
      if (quiet.isEmpty()) {
        nextLook = Math.min(nextLook, watcher.quietAt());
        return null;
      }
      stamp = quiet.get();
      return stamp.equals(settled) ? null : open(stamp);
    } catch (HeldException e) {
      return held(stamp, e.problems());
    } catch (ZipException e) {
      return held(stamp, List.of(settings.path() + " is neither a folder nor a readable zip"));
    } catch (IOException e) {
      return hindered(stamp, "cannot be read", e);
    }
  }

  private List<SourceRecord> open(String stamp) throws IOException, HeldException {
    FileSet set = FileSet.at(Path.of(settings.path()));
    try {
      String fingerprint = SetPlan.fingerprint(set, settings);
      if (last.done() && last.fingerprint().equals(fingerprint)) {
        settled = stamp;
        return notHeld();
      }
      SetPlan plan = SetPlan.of(set, settings);
      int files = plan.files().size();
      String stampHash = Fingerprint.of(List.of(stamp));
      if (!last.continues(fingerprint, stampHash, files)) {
        long number = Math.max(clock.millis(), last.set() + 1);
        last = last.next(number, fingerprint, stampHash, files);
      }
      readerStamp = stamp;
      reader = new SetReader(set, plan, settings, records, last);
      LOG.info("{}: reading set {}", settings.connectorName(), last.set());
      return null;
    } finally {
      if (reader == null) {
        set.close();
      }
    }
  }

  private List<SourceRecord> read() {
    try {
      List<SourceRecord> batch = new ArrayList<>(BATCH);
      boolean more = reader.read(batch, BATCH);
      if (!watcher.stamp().equals(readerStamp)) {
        // What was just read may be half of the old file and half of the new one.
        return startAnew();
      }
      if (!more) {
        batch.addAll(reader.end());
        LOG.info("{}: set {} read, {} rows", settings.connectorName(), last.set(), reader.total());
        settled = readerStamp;
        said = Hold.NONE;
        close();
      }
      last = SetOffset.of(Map.copyOf(batch.get(batch.size() - 1).sourceOffset()));
      return batch;
    } catch (IOException e) {
      if (changed(readerStamp)) {
        return startAnew();
      }
      close();
      nextLook = clock.millis() + settings.pollMillis();
      return hindered(readerStamp, "could not be read to its end", e);
    }
  }

  private boolean changed(String stamp) {
    try {
      return !watcher.stamp().equals(stamp);
    } catch (IOException e) {
      // The path itself cannot be read: the same trouble.
      return false;
    }
  }

  private List<SourceRecord> startAnew() {
    LOG.warn(
        "{}: set {} changed while it was read; it has no end, and what is there now is a new set",
        settings.connectorName(),
        last.set());
    last = last.brokenOff();
    // Even if what is there now is what was read before: rows of the other one were sent since.
    settled = "";
    close();
    return null;
  }

  /** What lies there will not do; only another one will. */
  private List<SourceRecord> held(String stamp, List<String> reasons) {
    if (changed(stamp)) {
      return null;
    }
    settled = stamp;
    return say(stamp, reasons);
  }

  /** The next look tries again. The exception's message could name anything, and is not said. */
  private List<SourceRecord> hindered(String stamp, String what, IOException cause) {
    settled = "";
    if (changed(stamp)) {
      return null;
    }
    String why = cause.getClass().getSimpleName();
    return say(stamp, List.of(settings.path() + " " + what + " (" + why + "); it is tried again"));
  }

  /** Says it once. */
  private List<SourceRecord> say(String stamp, List<String> reasons) {
    Hold hold = new Hold(stamp, reasons);
    if (hold.equals(said)) {
      return null;
    }
    said = hold;
    LOG.error("{}: held: {}", settings.connectorName(), String.join("; ", reasons));
    return status(SourceStatus.held(last.status(), reasons));
  }

  private List<SourceRecord> notHeld() {
    said = Hold.NONE;
    return SourceStatus.isHeld(last.status()) ? status(SourceStatus.notHeld(last.status())) : null;
  }

  private List<SourceRecord> status(String text) {
    last = last.withStatus(text);
    return List.of(records.progress(last.map(), text.getBytes(StandardCharsets.UTF_8)));
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
