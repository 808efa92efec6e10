package io.hallpass.ingest.fileset;

import io.hallpass.ingest.fileset.SetPlan.Extent;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps the last sets that were taken, in {@code taken/<number>-<fingerprint>/<name>}, with a plus
 * behind the fingerprint of one that is not whole, and beside it how it is written; and the last
 * ones that were put aside, in {@code aside/<time>/<name>}. Older sets are kept as well for what
 * the later ones lack or only add to: each resource of the next set is compared with the last that
 * had it whole and what came since. All of it can be read by its owner only: a set holds everything
 * that the vendor wrote.
 */
public final class Archive {
  private static final String FOLDER = "rwx------";
  private static final String FILE = "rw-------";
  private static final String UNFINISHED = ".part";

  /** Lies beside a set that was taken: no set has a name with a dot in front. */
  private static final String WRITTEN = ".written";

  /** The worker's own setting; see {@code ServiceConfig}. */
  private static final String STATE = "HALLPASS_STATE_DIR";

  private static final String ADDITION = "+";
  private static final int SHORT = 8;

  /** A set that so many have followed is not kept any more for what they lack. */
  private static final int MOST_ADDITIONS = 100;

  private final Path taken;
  private final Path aside;
  private final int keep;

  /**
   * An archive.
   *
   * @param folder made when the first set comes
   * @param keep how many sets of each kind
   */
  public Archive(Path folder, int keep) {
    this.taken = folder.resolve("taken");
    this.aside = folder.resolve("aside");
    this.keep = keep;
  }

  /**
   * The archive of a source: in the folder that its settings name, else with the worker's state
   * where its environment says where that is, else beside the source's path.
   */
  public static Archive of(FileSetSettings settings) {
    return new Archive(folder(settings, System.getenv(STATE)), settings.archive().keep());
  }

  static Path folder(FileSetSettings settings, String state) {
    if (!settings.archive().path().isEmpty()) {
      return Path.of(settings.archive().path());
    }
    if (state != null && !state.isBlank()) {
      return Path.of(state, "archive", settings.connectorName());
    }
    Path set = Path.of(settings.path());
    return set.resolveSibling(set.getFileName() + ".archive");
  }

  /** Where it is, for messages. */
  Path folder() {
    return taken.getParent();
  }

  /** The set that was taken last, as {@link FileSet#at} opens it. */
  public Optional<Path> last() throws IOException {
    List<Path> all = taken();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** The sets that were taken, the oldest first, each as {@link FileSet#at} opens it. */
  List<Path> taken() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path set : sets(taken)) {
      try (Stream<Path> inside = Files.list(set)) {
        inside.filter(one -> !one.endsWith(WRITTEN)).findFirst().ifPresent(all::add);
      }
    }
    return all;
  }

  /** The files of a set that was taken, as it was written. */
  static Format format(Path set, Format now) throws IOException {
    Path written = set.resolveSibling(WRITTEN);
    return now.then(Files.exists(written) ? Files.readString(written) : "");
  }

  boolean has(TakenSet set) {
    return keep == 0 || Files.exists(place(set, true)) || Files.exists(place(set, false));
  }

  private Path place(TakenSet set, boolean whole) {
    String name = set.number() + "-" + set.fingerprint().substring(0, SHORT);
    return taken.resolve(whole ? name : name + ADDITION);
  }

  /**
   * Keeps a copy.
   *
   * @param whole whether it has all rows of all that is part of it
   * @param written how its files are written
   * @param files the ones that matter where the set is a folder
   */
  void copy(TakenSet set, boolean whole, String written, Path from, List<String> files)
      throws IOException {
    Path folder = place(set, whole);
    Path unfinished = unfinished(folder);
    Path to = unfinished.resolve(from.getFileName().toString());
    if (Files.isDirectory(from)) {
      Files.createDirectory(to);
      for (String file : files) {
        Files.copy(from.resolve(file), to.resolve(file));
      }
    } else {
      Files.copy(from, to);
    }
    Files.writeString(unfinished.resolve(WRITTEN), written);
    finish(unfinished, folder);
  }

  /** Takes a set out again. */
  void remove(TakenSet set) throws IOException {
    delete(place(set, true));
    delete(place(set, false));
  }

  /**
   * Keeps the set itself.
   *
   * @param whole whether it has all rows of all that is part of it
   * @param written how its files are written
   */
  void move(TakenSet set, boolean whole, String written, Path from) throws IOException {
    if (keep == 0) {
      delete(from);
    } else {
      place(from, place(set, whole), Optional.of(written));
    }
  }

  /**
   * Deletes sets that were taken, and with which no resource of a later one would be compared: it
   * is in newer ones as a whole.
   *
   * @param format reads what a set says of which resource
   */
  void prune(Format format) throws IOException {
    List<Path> all = taken();
    Set<String> open = new HashSet<>(format.resources());
    for (int i = all.size() - 1; i >= 0; i--) {
      int newer = all.size() - 1 - i;
      boolean needed = !open.isEmpty() && says(all.get(i), open, format);
      if (newer >= keep && (newer >= keep + MOST_ADDITIONS || !needed)) {
        delete(all.get(i).getParent());
      }
    }
  }

  /** Whether a set says something of these; of those that it has as a whole nobody else need. */
  private static boolean says(Path path, Set<String> open, Format format) {
    try (FileSet set = FileSet.at(path)) {
      Map<String, Extent> extents =
          format(path, format).plan(set, Set.copyOf(format.resources())).extents();
      boolean says = !Collections.disjoint(open, extents.keySet());
      open.removeIf(resource -> extents.get(resource) == Extent.WHOLE);
      return says;
    } catch (IOException | HeldException e) {
      // It may be of another mapping, and good for comparing keys.
      return true;
    }
  }

  /** Keeps a set that was not taken. */
  void putAside(Path from, long now) throws IOException {
    if (keep == 0) {
      delete(from);
    } else {
      place(from, aside.resolve(Long.toString(now)), Optional.empty());
      List<Path> all = sets(aside);
      for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
        delete(old);
      }
    }
  }

  private static void place(Path from, Path folder, Optional<String> written) throws IOException {
    Path unfinished = unfinished(folder);
    if (written.isPresent()) {
      Files.writeString(unfinished.resolve(WRITTEN), written.get());
    }
    Path to = unfinished.resolve(from.getFileName().toString());
    boolean moved = moved(from, to);
    if (!moved) {
      copyTree(from, to);
    }
    finish(unfinished, folder);
    if (!moved) {
      delete(from);
    }
  }

  private static Path unfinished(Path folder) throws IOException {
    Path unfinished = folder.resolveSibling(folder.getFileName() + UNFINISHED);
    delete(unfinished);
    make(unfinished);
    return unfinished;
  }

  private static void finish(Path unfinished, Path folder) throws IOException {
    close(unfinished);
    delete(folder);
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean moved(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (AtomicMoveNotSupportedException e) {
      // Another file system: copied, and deleted once the copy is whole.
      return false;
    }
  }

  private static List<Path> sets(Path shelf) throws IOException {
    if (!Files.isDirectory(shelf)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(shelf)) {
      return all.filter(set -> !set.toString().endsWith(UNFINISHED))
          .sorted(Comparator.comparing(set -> set.getFileName().toString(), NaturalOrder.NAMES))
          .toList();
    }
  }

  private static void make(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FOLDER)));
  }

  private static void copyTree(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectory(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Lets nobody else read it. */
  private static void close(Path set) throws IOException {
    try (Stream<Path> all = Files.walk(set)) {
      for (Path one : all.toList()) {
        if (!Files.isSymbolicLink(one)) {
          String right = Files.isDirectory(one) ? FOLDER : FILE;
          Files.setPosixFilePermissions(one, PosixFilePermissions.fromString(right));
        }
      }
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.notExists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }
}
