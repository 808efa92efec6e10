package io.hallpass.ingest.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpass.ingest.Patience;
import io.hallpass.ingest.StoredOffsets;
import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.FileSetSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.connect.source.SourceRecord;

/** A task over a folder, with offsets that outlive it, and a clock that only the test moves. */
final class CsvRun {
  /** When every run begins. */
  private static final Instant BEGAN = Instant.parse("2026-09-01T10:00:00Z");

  /** The day on which every run begins, in Greenwich. */
  static final LocalDate TODAY = LocalDate.ofInstant(BEGAN, ZoneOffset.UTC);

  private final Path folder;
  private final StoredOffsets offsets = new StoredOffsets();
  private final MovedClock clock = new MovedClock();
  private CsvSourceSettings settings;
  private CsvSourceTask task;
  private String progress = "";

  CsvRun(Path folder, CsvSourceSettings settings, FileSetSettings.Kept archive) {
    this.folder = folder;
    this.settings = settings.withFiles(settings.files().withArchive(archive));
    restart();
  }

  /** The same, with nothing archived. */
  CsvRun(Path folder, CsvSourceSettings settings) {
    this(folder, settings, new FileSetSettings.Kept("", 0));
  }

  /** Stops the task, as at a crash: what was not committed is forgotten. */
  void restart() {
    if (task != null) {
      task.stop();
    }
    task = new CsvSourceTask(clock);
    task.initialize(offsets.context(settings.connectorConfig()));
    task.start(settings.connectorConfig());
  }

  void stop() {
    task.stop();
  }

  void reconfigure(CsvSourceSettings other) {
    settings = other.withFiles(other.files().withArchive(settings.files().archive()));
    restart();
  }

  void write(String file, String text) throws Exception {
    write(file, text.getBytes(UTF_8));
  }

  void write(String file, byte[] bytes) throws Exception {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.write(folder.resolve(file), bytes);
    later(20);
    Files.setLastModifiedTime(folder.resolve(file), FileTime.from(clock.instant()));
  }

  void touch(String file) throws Exception {
    later(20);
    Files.setLastModifiedTime(folder.resolve(file), FileTime.from(clock.instant()));
  }

  /** Gives a file a time that long ago, as a file server with a slow clock does. */
  void age(String file, Duration age) throws Exception {
    Files.setLastModifiedTime(folder.resolve(file), FileTime.from(clock.instant().minus(age)));
  }

  /** Writes over a file so that nothing about it but its contents shows it. */
  void overwrite(String file, String text) throws Exception {
    Path path = folder.resolve(file);
    FileTime time = Files.getLastModifiedTime(path);
    Files.writeString(path, text);
    Files.setLastModifiedTime(path, time);
  }

  /** Packs a zip, as a district's vendor drops it. */
  void zip(String file, Map<String, String> files) throws Exception {
    write(file, Zips.of(files));
  }

  void later(long millis) {
    clock.ahead = clock.ahead.plusMillis(millis);
  }

  /** The records of one poll that has some; nothing is committed. */
  List<SourceRecord> poll() throws Exception {
    Patience patience = new Patience();
    while (true) {
      patience.check("nothing came");
      later(20);
      List<SourceRecord> records = task.poll();
      if (records != null) {
        return records;
      }
    }
  }

  /** What so many polls give, committed. */
  List<SourceRecord> polls(int times) throws Exception {
    List<SourceRecord> all = pollsWithoutCommit(times);
    all.forEach(offsets::commit);
    all.forEach(this::note);
    return all;
  }

  /** What so many polls give. */
  List<SourceRecord> pollsWithoutCommit(int times) throws Exception {
    List<SourceRecord> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      later(20);
      List<SourceRecord> records = task.poll();
      all.addAll(records == null ? List.of() : records);
    }
    return all;
  }

  void committedUpTo(SourceRecord record) {
    offsets.commit(record);
  }

  /** Everything until {@code status} is told that all is well, committed. */
  List<SourceRecord> untilDone() throws Exception {
    return untilTold(text -> !text.contains("held"));
  }

  /** Everything until {@code status} is told that the set is held, committed. */
  List<SourceRecord> untilHeld() throws Exception {
    return untilTold(text -> text.contains("held"));
  }

  /** Everything until {@code status} is told something like that, committed. */
  List<SourceRecord> untilTold(Predicate<String> enough) throws Exception {
    List<SourceRecord> all = new ArrayList<>();
    Patience patience = new Patience();
    while (true) {
      patience.check("status says %s", progress);
      later(20);
      List<SourceRecord> records = task.poll();
      all.addAll(records == null ? List.of() : records);
      if (records != null && told(records).filter(enough).isPresent()) {
        all.forEach(offsets::commit);
        return all;
      }
    }
  }

  /** Hears what {@code status} is told, if this is it. */
  void note(SourceRecord record) {
    told(List.of(record));
  }

  private Optional<String> told(List<SourceRecord> records) {
    SourceRecord last = records.get(records.size() - 1);
    if (!last.topic().equals("everett.control.status")) {
      return Optional.empty();
    }
    progress = Taken.text(last.value());
    return Optional.of(progress);
  }

  /** What {@code status} was told last. */
  String progress() {
    return progress;
  }

  /** A file of so many users: s0, s1 … */
  static String numbered(int rows) {
    StringBuilder text = new StringBuilder("sourcedId,givenName\n");
    for (int i = 0; i < rows; i++) {
      text.append('s').append(i).append(",Name ").append(i).append('\n');
    }
    return text.toString();
  }

  private static final class MovedClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return BEGAN.plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
