package io.hallpass.ingest.fileset;

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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps the last sets that were taken, in {@code taken/<number>-<fingerprint>/<name>}, with a plus
 * behind the fingerprint of one that is not whole, and the last ones that were put aside, in {@code
 * aside/<time>/<name>}. What the oldest of the sets that were taken is an addition to is kept as
 * well, down to a whole one: the next set is compared with all of them together. All of it can be
 * read by its owner only: a set holds everything that the vendor wrote.
 */
public final class Archive {
  private static final String FOLDER = "rwx------";
  private static final String FILE = "rw-------";
  private static final String UNFINISHED = ".part";

  /** The worker's own setting; see {@code ServiceConfig}. */
  private static final String STATE = "HALLPASS_STATE_DIR";

  private static final String ADDITION = "+";
  private static final int SHORT = 8;

  /** Without a whole set for so many, additions are not kept for it any more. */
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
        inside.findFirst().ifPresent(all::add);
      }
    }
    return all;
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
   * @param files the ones that matter where the set is a folder
   */
  void copy(TakenSet set, boolean whole, Path from, List<String> files) throws IOException {
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
    finish(unfinished, to, folder);
    prune(taken);
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
   */
  void move(TakenSet set, boolean whole, Path from) throws IOException {
    if (keep == 0) {
      delete(from);
    } else {
      place(from, place(set, whole));
      prune(taken);
    }
  }

  /** Keeps a set that was not taken. */
  void putAside(Path from, long now) throws IOException {
    if (keep == 0) {
      delete(from);
    } else {
      place(from, aside.resolve(Long.toString(now)));
      prune(aside);
    }
  }

  private static void place(Path from, Path folder) throws IOException {
    Path unfinished = unfinished(folder);
    Path to = unfinished.resolve(from.getFileName().toString());
    boolean moved = moved(from, to);
    if (!moved) {
      copyTree(from, to);
    }
    finish(unfinished, to, folder);
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

  private static void finish(Path unfinished, Path set, Path folder) throws IOException {
    close(set);
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

  private void prune(Path shelf) throws IOException {
    List<Path> all = sets(shelf);
    int first = Math.max(0, all.size() - keep);
    int least = Math.max(0, first - MOST_ADDITIONS);
    while (first > least && all.get(first).toString().endsWith(ADDITION)) {
      first--;
    }
    for (Path old : all.subList(0, first)) {
      delete(old);
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
