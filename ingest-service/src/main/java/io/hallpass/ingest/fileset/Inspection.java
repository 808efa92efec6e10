package io.hallpass.ingest.fileset;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.hallpass.ingest.intake.Comparison;
import io.hallpass.ingest.intake.Finding;
import io.hallpass.ingest.intake.Intake;
import io.hallpass.ingest.intake.Judge;
import io.hallpass.ingest.intake.KeySchools;
import io.hallpass.ingest.intake.KeySet;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks whether a set would do harm, a piece at a time: reads it and the archived ones once, and
 * files to whose rows others refer twice. A set with which nothing can be compared is read all the
 * same, where only that tells whether a file can be read to its end. One resource after the other
 * is compared, so the largest file says how much memory it takes.
 */
final class Inspection implements Closeable {
  private static final HashFunction HASH = Hashing.farmHashFingerprint64();

  /** Either reads, or is done when what is in front of it was read. */
  private record Work(Pass pass, Runnable then) {}

  private final Path path;
  private final SetPlan plan;
  private final Format format;
  private final Intake intake;
  private final Judge judge;
  private final Map<String, Optional<Baseline>> baselines = new HashMap<>();
  private final Map<String, KeySet> keys = new HashMap<>();
  private final Map<String, KeySchools> schools = new HashMap<>();
  private final Deque<Work> work = new ArrayDeque<>();

  /**
   * Looks what there is to do.
   *
   * @param path of the set
   * @param archived sets that were taken, the oldest first
   */
  Inspection(Path path, SetPlan plan, Format format, Intake intake, List<Path> archived)
      throws IOException {
    this.path = path;
    this.plan = plan;
    this.format = format;
    this.intake = intake;
    this.judge = new Judge(intake.limits());
    List<String> resources =
        format.resources().stream().filter(plan.extents()::containsKey).toList();
    for (String resource : format.resources()) {
      Optional<Baseline> baseline = Optional.empty();
      try {
        baseline = Baseline.of(resource, archived, format);
      } catch (HeldException e) {
        if (resources.contains(resource)) {
          judge.uncompared(format.file(resource), e.problems());
        }
      }
      baselines.put(resource, baseline);
    }
    for (String resource : resources) {
      for (String target : new TreeMap<>(intake.watched(resource).references()).values()) {
        if (!keys.containsKey(target) && known(target)) {
          readKeys(target);
        }
      }
    }
    for (String resource : resources) {
      Optional<String> target = intake.schoolsOf(resource).filter(one -> !schools.containsKey(one));
      if (target.isPresent() && baselines.get(resource).isPresent()) {
        readSchools(target.get());
      }
    }
    Map<String, Long> stated = stated();
    for (String resource : resources) {
      compare(resource, stated.get(resource));
    }
  }

  static long hash(byte[] bytes) {
    return HASH.hashBytes(bytes).asLong();
  }

  private Map<String, Long> stated() throws IOException {
    try (FileSet set = FileSet.at(path)) {
      return format.stated(set);
    }
  }

  private boolean whole(String resource) {
    return plan.extents().get(resource) == SetPlan.Extent.WHOLE;
  }

  /** Whether all keys of a resource are known. */
  private boolean known(String resource) {
    return whole(resource) || baselines.get(resource).isPresent();
  }

  private void readKeys(String resource) {
    KeySet all = new KeySet();
    keys.put(resource, all);
    Pass.Rows rows =
        new Pass.Rows() {
          @Override
          public void row(FileRows file, FileRow.Taken row) {
            if (row.value() == null) {
              all.remove(hash(row.key()));
            } else {
              all.add(hash(row.key()));
            }
          }

          @Override
          public void end() {
            all.settle();
          }
        };
    if (!whole(resource)) {
      readBefore(resource, rows);
    }
    read(path, plan.files(resource), resource, rows);
  }

  /** As they were, and of rows that are new. */
  private void readSchools(String resource) {
    KeySchools all = new KeySchools();
    schools.put(resource, all);
    String column = intake.watched(resource).school();
    Pass.Rows rows = new SchoolRows(all, column);
    if (baselines.get(resource).isPresent()) {
      readBefore(resource, rows);
    }
    read(path, plan.files(resource), resource, rows);
  }

  private void readBefore(String resource, Pass.Rows rows) {
    for (Baseline.Layer layer : baselines.get(resource).orElseThrow().layers()) {
      read(layer.set(), layer.files(), resource, rows);
    }
  }

  private void read(Path set, List<PlannedFile> files, String resource, Pass.Rows rows) {
    files.forEach(file -> work.add(new Work(new Pass(set, file, resource, rows), null)));
  }

  private void compare(String resource, Long stated) {
    Optional<Baseline> baseline = baselines.get(resource);
    Intake.Watched watched = intake.watched(resource);
    NowRows now =
        new NowRows(
            new Comparison(whole(resource), baseline.filter(Baseline::keysOnly).isPresent()),
            school(resource),
            watched,
            format,
            keys);
    List<PlannedFile> files = plan.files(resource);
    boolean toTheEnd = files.stream().allMatch(PlannedFile::readToItsEnd);
    if (toTheEnd && baseline.isEmpty() && now.references().isEmpty() && stated == null) {
      return;
    }
    if (baseline.isPresent()) {
      BeforeRows before = new BeforeRows(now.comparison(), school(resource), watched);
      readBefore(resource, before);
      read(path, files, resource, now);
      work.add(new Work(null, () -> comparable(resource, before, now)));
    } else {
      read(path, files, resource, now);
    }
    work.add(new Work(null, () -> judge(resource, now, stated)));
  }

  private void comparable(String resource, BeforeRows before, NowRows now) {
    before.columns().stream()
        .filter(column -> !now.columns().contains(column))
        .sorted()
        .forEach(column -> judge.vanished(format.file(resource), column));
    if (before.allRefused()) {
      List<String> why = List.of("no row of it has the key by which it is read now");
      judge.uncompared(format.file(resource), why);
    }
  }

  private RowSchool school(String resource) {
    return new RowSchool(resource, intake, format, schools);
  }

  private void judge(String resource, NowRows now, Long stated) {
    String file = format.file(resource);
    now.unread().forEach(judge::unread);
    judge.compared(file, now.comparison().groups(intake.limits().small()));
    now.references()
        .forEach(
            (column, references) ->
                judge.referred(
                    file,
                    column,
                    format.file(intake.watched(resource).references().get(column)),
                    references));
    if (stated != null) {
      String by = intake.counts().map(Intake.Stated::file).orElse("the set");
      judge.stated(file, stated, now.comparison().rows(), by);
    }
  }

  /** Reads at most {@code most} rows; false when there is nothing more to do. */
  boolean goOn(int most) throws IOException {
    int left = most;
    while (left > 0 && !work.isEmpty()) {
      Work next = work.peek();
      if (next.pass() == null) {
        next.then().run();
        work.remove();
      } else {
        left = next.pass().read(left);
        if (left > 0) {
          work.remove();
        }
      }
    }
    return !work.isEmpty();
  }

  /** What came of it. */
  Finding finding() {
    return judge.finding();
  }

  @Override
  public void close() throws IOException {
    for (Work left : work) {
      if (left.pass() != null) {
        left.pass().close();
      }
    }
  }
}
