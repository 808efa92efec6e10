package io.hallpass.ingest.fileset;

import io.hallpass.ingest.connect.SourcePartition;
import io.hallpass.ingest.connect.Versions;
import io.hallpass.ingest.row.Fingerprint;
import io.hallpass.ingest.row.RawRecords;
import io.hallpass.ingest.sftp.SftpPull;
import io.hallpass.runtime.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads file sets, one after the other, whatever their {@link Format}. A set has a number that is
 * larger than every earlier one and stands on each of its records as their position; only a set
 * that an operator approved though it was late stands before those that were taken since. After a
 * restart a set is continued after the last record that was committed if its contents are still the
 * same; otherwise it is broken off, without end markers, and what is there now becomes a new set.
 *
 * <p>A set that cannot be read whole, or must not be taken now, is held: nothing of it is sent but
 * what parents decided, {@code status} says why, and the next one is waited for. What hinders
 * reading is said too, and tried again. {@link Turn} says which set is next.
 */
public abstract class FileSetTask extends SourceTask {
  private static final int BATCH = 2_000;

  /** Connect stops a task between two calls of poll, so none may wait long. */
  private static final long LONGEST_WAIT_MILLIS = 200;

  private final Logger log = LoggerFactory.getLogger(getClass());
  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private FileSetSettings settings;
  private Format format;
  private RawRecords records;
  private Arrivals arrivals;
  private Shelf shelf;
  private Inspections inspections;
  private SftpPull pull;
  private Holds holds;

  /** How far all records that were handed out go. */
  private SetOffset last;

  private long nextLook;
  private Reading reading;

  /** What a connector's configuration says. */
  protected record Source(FileSetSettings settings, Format format) {
    public Source {}
  }

  /** A task that tells time by this clock. */
  protected FileSetTask(Clock clock) {
    this.clock = clock;
  }

  /**
   * Reads the configuration.
   *
   * @throws ConfigException with every problem
   */
  protected abstract Source read(Map<String, String> config);

  @Override
  public final String version() {
    return Versions.own();
  }

  @Override
  public final void start(Map<String, String> config) {
    try {
      Source source = read(config);
      settings = source.settings();
      format = source.format();
    } catch (ConfigException e) {
      throw new ConnectException(e.getMessage());
    }
    Map<String, String> partition = SourcePartition.of(settings.district(), settings.source());
    records =
        new RawRecords(settings.district(), settings.source(), settings.partitions(), partition);
    arrivals = new Arrivals(settings, format, clock);
    last = stored(partition);
    shelf = new Shelf(settings, format, clock, () -> stored(partition).memory(), log);
    inspections = new Inspections(settings, format, clock, this::approved);
    holds = new Holds(settings.connectorName(), log);
    pull =
        settings
            .sftp()
            .map(sftp -> SftpPull.start(sftp, Path.of(settings.path()), this::setName))
            .orElse(null);
  }

  private boolean setName(String name) {
    return settings.drop().filter(drop -> drop.takes(name, false)).isPresent();
  }

  private boolean approved(Arrival set) {
    return last.memory().approved(set.id(), settings.decisions());
  }

  private SetOffset stored(Map<String, String> partition) {
    Map<String, Object> stored = context.offsetStorageReader().offset(partition);
    return stored == null ? SetOffset.NONE : SetOffset.of(stored);
  }

  @Override
  public final List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> polled = reading == null && !inspections.goOn() ? look() : null;
    if (reading != null) {
      polled = read();
    }
    if (polled == null) {
      pause();
    }
    return polled;
  }

  /** Does what is next; returns what there is to say. */
  private List<SourceRecord> look() {
    if (clock.millis() < nextLook) {
      return null;
    }
    List<Arrival> sets = arrivals.look();
    nextLook = Math.min(clock.millis() + settings.pollMillis(), arrivals.quietAt());
    Turn turn = Turn.of(sets, last.memory(), rules(sets));
    last = last.remembering(shelf.keep(turn.done(), last.memory()));
    if (shelf.waiting()) {
      // The next set is compared with this one, so it has to be in the archive first.
      nextLook = Math.min(nextLook, clock.millis() + LONGEST_WAIT_MILLIS);
      return null;
    }
    // What was archived just now is what the next set is compared with.
    inspections.look(sets);
    turn = Turn.of(sets, last.memory(), rules(sets));
    while (turn.next() instanceof Turn.Next.Compare compare) {
      if (!compared(compare.set())) {
        nextLook = 0;
        return null;
      }
      turn = Turn.of(sets, last.memory(), rules(sets));
    }
    if (turn.next() instanceof Turn.Next.Read next) {
      return begin(next);
    }
    if (turn.next() instanceof Turn.Next.Doubt doubt) {
      return doubt(doubt);
    }
    if (turn.next() instanceof Turn.Next.PutAside aside) {
      putAside(aside.set(), sets);
    }
    List<Hold> all = new ArrayList<>(turn.holds());
    shelf.trouble().ifPresent(all::add);
    if (pull != null) {
      pull.trouble().ifPresent(why -> all.add(Hold.passing("", why)));
    }
    last = last.remembering(last.memory().paused(turn.paused()));
    List<Arrival> moving = sets.stream().filter(Arrival::moving).toList();
    return holds.news(all, moving, last.memory().status()).map(this::status).orElse(null);
  }

  /** What has the same contents, and lies there too, is put aside by the same decision. */
  private void putAside(Arrival set, List<Arrival> sets) {
    shelf.putAside(set);
    if (shelf.trouble().isEmpty()) {
      nextLook = 0;
      if (sets.stream().filter(other -> other.id().equals(set.id())).count() == 1) {
        last = last.remembering(last.memory().aside(set.id(), settings.decisions()));
      }
    }
  }

  private List<SourceRecord> status(String text) {
    last = last.remembering(last.memory().status(text));
    return List.of(records.progress(last.map(), text.getBytes(StandardCharsets.UTF_8)));
  }

  private Turn.Rules rules(List<Arrival> sets) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), settings.zone());
    return new Turn.Rules(
        settings.drop().isPresent(),
        settings.decisions(),
        PauseWindow.until(settings.pauses(), today),
        settings.consents().resources(),
        inspections::check,
        last.begun(),
        sets.stream().map(Arrival::id).collect(Collectors.toSet()),
        clock.millis());
  }

  /** Begins to compare a set; true where that was done at once. */
  private boolean compared(Arrival set) {
    boolean first = last.memory().taken().isEmpty() || settings.archive().keep() == 0;
    if (!inspections.begin(set) && !first) {
      log.warn(
          "{}: the archive holds no set that was taken; there is nothing to compare with",
          settings.connectorName());
    }
    return !(inspections.check(set) instanceof Turn.Check.Unknown);
  }

  private List<SourceRecord> begin(Turn.Next.Read next) {
    Arrival set = next.set();
    String stamp = Fingerprint.of(List.of(set.stamp()));
    if (!last.continues(set.id(), stamp, next.consentsOnly())) {
      last = last.next(next.position(), set.id(), stamp, next.consentsOnly());
      if (!next.consentsOnly() && !next.late()) {
        last = last.remembering(last.memory().landed(""));
      }
    }
    try {
      reading = Reading.open(next, format, records, last);
      log.info("{}: reading set {}", settings.connectorName(), last.set());
      return null;
    } catch (IOException e) {
      return hindered(set, "cannot be read", e);
    }
  }

  /** Says of resources with consents that not all that was said of them is known. */
  private List<SourceRecord> doubt(Turn.Next.Doubt doubt) {
    Memory after = last.memory().at(doubt.position()).consents(doubt.said());
    last = last.remembering(after);
    List<SourceRecord> all = new ArrayList<>();
    for (String resource : doubt.resources().stream().sorted().toList()) {
      String topic = records.topic(resource);
      all.addAll(records.incompleteMarkers(last.map(), topic, doubt.position()));
    }
    nextLook = 0;
    return all;
  }

  private List<SourceRecord> read() {
    try {
      List<SourceRecord> batch = new ArrayList<>(BATCH);
      boolean more = reading.read(batch, BATCH);
      if (reading.changed()) {
        // What was just read may be half of the old file and half of the new one.
        return startAnew();
      }
      if (more) {
        last = SetOffset.of(Map.copyOf(batch.get(batch.size() - 1).sourceOffset()));
      } else {
        end(batch);
      }
      return batch;
    } catch (IOException e) {
      if (changed()) {
        return startAnew();
      }
      Arrival set = reading.set();
      close();
      return hindered(set, "could not be read to its end", e);
    }
  }

  private boolean changed() {
    try {
      return reading.changed();
    } catch (IOException e) {
      // The path itself cannot be read: the same trouble.
      return false;
    }
  }

  private void end(List<SourceRecord> batch) {
    last = reading.end(last, settings, log, batch);
    log.info("{}: set {} read, {} rows", settings.connectorName(), last.set(), reading.rows());
    String name = settings.drop().isPresent() ? reading.set().name() : "";
    batch.addAll(status(holds.read(name, last.memory().status())));
    nextLook = 0;
    close();
  }

  private List<SourceRecord> startAnew() {
    log.warn(
        "{}: set {} changed while it was read; it has no end, and what is there now is a new set",
        settings.connectorName(),
        last.set());
    last = last.brokenOff();
    nextLook = 0;
    close();
    return null;
  }

  /** The next look tries again. The exception's message could name anything, and is not said. */
  private List<SourceRecord> hindered(Arrival set, String what, IOException cause) {
    nextLook = clock.millis() + settings.pollMillis();
    String why = what + " (" + cause.getClass().getSimpleName() + "); it is tried again";
    Hold hold =
        settings.drop().isPresent()
            ? Hold.passing(set.name(), why)
            : Hold.passing("", settings.path() + " " + why);
    return holds.news(hold, last.memory().status()).map(this::status).orElse(null);
  }

  private void close() {
    if (reading != null) {
      try {
        reading.close();
      } catch (IOException e) {
        log.debug("{}: closing files failed", settings.connectorName());
      }
      reading = null;
    }
  }

  private void pause() throws InterruptedException {
    long wait = Math.min(LONGEST_WAIT_MILLIS, Math.max(1, nextLook - clock.millis()));
    stopped.await(wait, TimeUnit.MILLISECONDS);
  }

  @Override
  public final void stop() {
    stopped.countDown();
    close();
    if (inspections != null) {
      inspections.close();
    }
    if (pull != null) {
      pull.close();
    }
  }
}
