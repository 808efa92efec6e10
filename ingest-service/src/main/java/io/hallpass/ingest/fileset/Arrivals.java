package io.hallpass.ingest.fileset;

import io.hallpass.ingest.row.Fingerprint;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipException;

/**
 * Sees which sets are there, and looks into each once nobody is writing to it: when nothing about
 * it has changed for some time, as seen from here. How old its files say they are does not count
 * for that, because clocks of file servers are not always right.
 */
final class Arrivals {
  private static final String DAMAGED = ": is damaged in the zip; make the zip anew";

  private final FileSetSettings settings;
  private final Format format;
  private final Path path;
  private final Clock clock;
  private final Map<Path, Seen> seen = new HashMap<>();

  /** What was seen of a set; the state is null as long as it was not looked into. */
  private static final class Seen {
    private String stamp = "";
    private long since;
    private Arrival.State state;
  }

  Arrivals(FileSetSettings settings, Format format, Clock clock) {
    this.settings = settings;
    this.format = format;
    this.path = Path.of(settings.path());
    this.clock = clock;
  }

  /** The sets that are there, in the order in which they are taken. */
  List<Arrival> look() {
    List<Path> sets;
    try {
      sets = settings.drop().isPresent() ? dropped(settings.drop().get()) : List.of(path);
    } catch (IOException e) {
      return List.of(new Arrival("", path, "", "", hindered(path + " ", e)));
    }
    seen.keySet().retainAll(sets);
    List<Arrival> arrivals = new ArrayList<>();
    sets.forEach(set -> look(set).ifPresent(arrivals::add));
    arrivals.sort(Comparator.comparing(Arrival::order, NaturalOrder.NAMES));
    return arrivals;
  }

  private List<Path> dropped(DropFolder drop) throws IOException {
    List<Path> sets = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
      for (Path one : all) {
        boolean folder = Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS);
        boolean file = Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS);
        if ((folder || file) && drop.takes(one.getFileName().toString(), folder)) {
          sets.add(one);
        }
      }
      return sets;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private Optional<Arrival> look(Path set) {
    String name = String.valueOf(set.getFileName());
    try {
      String stamp = SetStamp.of(set, format);
      Seen known = seen.computeIfAbsent(set, one -> new Seen());
      if (!stamp.equals(known.stamp)) {
        known.stamp = stamp;
        known.since = clock.millis();
        known.state = null;
      }
      if (stamp.isEmpty()) {
        return settings.drop().isEmpty() && clock.millis() >= known.since + settings.quietMillis()
            ? Optional.of(new Arrival(name, set, "", "", nothing(set)))
            : Optional.empty();
      }
      return Optional.of(new Arrival(name, set, order(set), stamp, state(set, known)));
    } catch (IOException e) {
      String order = settings.drop().isPresent() ? name : "";
      return Optional.of(new Arrival(name, set, order, "", hindered(subject(), e)));
    }
  }

  private Arrival.State state(Path set, Seen known) throws IOException {
    if (clock.millis() < known.since + settings.quietMillis()) {
      return new Arrival.State.Moving();
    }
    if (known.state == null || known.state instanceof Arrival.State.Hindered) {
      known.state = inside(set);
      if (!SetStamp.of(set, format).equals(known.stamp)) {
        // What was seen inside may be half of the old set and half of a new one.
        known.state = null;
        return new Arrival.State.Moving();
      }
    }
    return known.state;
  }

  private Arrival.State inside(Path path) {
    Set<String> consents = settings.consents().resources();
    try (FileSet set = FileSet.at(path)) {
      Set<String> damaged = new TreeSet<>();
      Map<String, String> digests = new HashMap<>();
      String fingerprint = fingerprint(set, digests, damaged);
      List<String> saying = format.anyFile() ? format.paths(set) : format.paths(set, consents);
      SetFiles files = new SetFiles(digests, Set.copyOf(saying), format.anyFile());
      List<String> problems = new ArrayList<>();
      damaged.forEach(file -> problems.add(FileSet.name(file) + DAMAGED));
      try {
        SetPlan plan = format.plan(set, Set.copyOf(format.resources()));
        if (damaged.isEmpty()) {
          return new Arrival.State.Fit(fingerprint, plan, files);
        }
      } catch (HeldException e) {
        problems.addAll(e.problems());
      } catch (IOException e) {
        if (damaged.isEmpty()) {
          throw e;
        }
      }
      SetPlan held = HeldConsents.plan(set, format, consents, damaged);
      return new Arrival.State.Unfit(problems, held, files);
    } catch (ZipException e) {
      String what = "is neither a folder nor a readable zip: is it cut off, or has it a password?";
      SetPlan held = HeldConsents.none(consents);
      return new Arrival.State.Unfit(List.of(subject() + what), held, SetFiles.NONE);
    } catch (IOException e) {
      return hindered(subject(), e);
    }
  }

  /**
   * Of what is collected, and of the contents it is collected from: names and times do not matter,
   * so a set that was only copied anew is not read again, and one is where a column was added to
   * the mapping. Reads every file.
   *
   * @param digests gets the contents of each file
   * @param damaged gets those that are not what the zip says
   */
  private String fingerprint(FileSet set, Map<String, String> digests, Set<String> damaged)
      throws IOException {
    List<String> parts = new ArrayList<>();
    parts.add(format.collected());
    for (String file : format.paths(set)) {
      parts.add(file);
      try {
        String digest = set.digest(file);
        parts.add(digest);
        digests.put(file, digest);
      } catch (ZipException e) {
        damaged.add(file);
      }
    }
    return Fingerprint.of(parts);
  }

  /** Whoever wrote the path may have looked on another machine. */
  private static Arrival.State nothing(Path set) {
    return new Arrival.State.Hindered(
        "no set lies at " + set + " on the worker's machine; it is looked for again");
  }

  /** The exception's message could name anything, and is not said. */
  private static Arrival.State hindered(String subject, IOException e) {
    return new Arrival.State.Hindered(
        subject + "cannot be read (" + e.getClass().getSimpleName() + "); it is tried again");
  }

  /** Where there is one set, its path names it. */
  private String subject() {
    return settings.drop().isPresent() ? "" : path + " ";
  }

  /** When a set that is not quiet now will be if it does not change, in milliseconds. */
  long quietAt() {
    return seen.values().stream()
        .filter(set -> !set.stamp.isEmpty())
        .mapToLong(set -> set.since + settings.quietMillis())
        .filter(at -> at > clock.millis())
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private String order(Path set) throws IOException {
    if (settings.drop().isEmpty()) {
      return "";
    }
    String name = set.getFileName().toString();
    return settings.drop().get().order() == DropFolder.Order.NAME
        ? name
        : SetStamp.youngest(set, format) + " " + name;
  }
}
