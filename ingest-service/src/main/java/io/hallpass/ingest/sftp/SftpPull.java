package io.hallpass.ingest.sftp;

import io.hallpass.ingest.connect.OwnThread;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches new files from a server into a folder, in a thread of its own: a file appears there whole
 * or not at all, under its own name. One that cannot be fetched does not stand in the way of the
 * others. What hinders fetching is said by {@link #trouble} and tried again; where it hinders all
 * of it, after longer and longer waits. Files stay on the server.
 */
public final class SftpPull implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SftpPull.class);
  private static final long FIRST_WAIT = 10_000;
  private static final long LONGEST_WAIT = 3_600_000;
  private static final int MOST_NAMED = 5;
  private static final String AGAIN = "; it is tried again";

  private final SftpSettings settings;
  private final Path folder;
  private final Predicate<String> wanted;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile String trouble;

  /** Whether a file that is wanted ever lay there. */
  private boolean found;

  private SftpPull(SftpSettings settings, Path folder, Predicate<String> names) {
    this.settings = settings;
    this.folder = folder;
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + settings.pattern());
    this.wanted = name -> names.test(name) && matcher.matches(Path.of(name));
    this.thread = new Thread(this::run, "sftp " + settings.host());
    this.thread.setDaemon(true);
  }

  /**
   * Starts to fetch.
   *
   * @param folder made where it is not there
   * @param names which names may appear in it
   */
  public static SftpPull start(SftpSettings settings, Path folder, Predicate<String> names) {
    SftpPull pull = new SftpPull(settings, folder, names);
    try {
      pull.makeFolder();
    } catch (IOException e) {
      pull.failed(e);
    }
    pull.thread.start();
    return pull;
  }

  /** What hindered the last attempt; empty where it went well, or nothing was tried yet. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  private void run() {
    int failures = 0;
    try {
      do {
        try {
          trouble = pull().orElse(null);
          failures = 0;
        } catch (IOException | RuntimeException | Error e) {
          failures++;
          failed(e);
        }
      } while (!closed.await(pause(failures, settings.pollMillis()), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void makeFolder() throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** Only our own words are shown: others' may repeat what they were given. */
  private void failed(Throwable e) {
    String why =
        e instanceof SftpException
            ? e.getMessage()
            : settings + ": fetching failed (" + e.getClass().getSimpleName() + ")";
    trouble = why + AGAIN;
  }

  /**
   * How long to wait, in milliseconds.
   *
   * @param failures since the last time all went well
   */
  static long pause(int failures, long poll) {
    if (failures == 0) {
      return poll;
    }
    return Math.min(LONGEST_WAIT, Math.min(poll, FIRST_WAIT) << Math.min(failures - 1, 20));
  }

  /** Fetches what is new; returns what there is to say about files. */
  private Optional<String> pull() throws IOException {
    makeFolder();
    Pulled pulled = new Pulled(folder.resolve(".pulled"));
    found |= !pulled.isEmpty();
    List<String> failed = new ArrayList<>();
    try (SftpRemote remote = SftpRemote.open(settings)) {
      List<String> all = remote.list();
      List<String> there = all.stream().filter(wanted).sorted().toList();
      for (String name : there) {
        if (closed.getCount() == 0) {
          return Optional.empty();
        }
        try {
          fetchNew(remote, name, pulled);
        } catch (InterruptedIOException e) {
          throw e;
        } catch (IOException | RuntimeException e) {
          if (!remote.open()) {
            throw e;
          }
          failed.add(name);
        }
      }
      pulled.keep(there);
      found |= !there.isEmpty();
      return failed.isEmpty() ? unmatched(all, there) : Optional.of(unfetched(failed));
    }
  }

  private void fetchNew(SftpRemote remote, String name, Pulled pulled) throws IOException {
    RemoteFile file = remote.stat(name);
    if (!pulled.has(file) && fetched(remote, file)) {
      pulled.add(file);
      LOG.info("{}: a file of {} bytes was fetched", settings, file.size());
    }
  }

  private String unfetched(List<String> failed) {
    String names =
        failed.stream()
            .limit(MOST_NAMED)
            .map(name -> name.replaceAll("\\p{Cntrl}", "?"))
            .collect(Collectors.joining(", "));
    int more = failed.size() - MOST_NAMED;
    return settings
        + ": cannot be fetched: "
        + names
        + (more > 0 ? " and " + more + " more" : "")
        + AGAIN;
  }

  /** A folder that is empty between two deliveries is as it should be. */
  private Optional<String> unmatched(List<String> all, List<String> there) {
    if (!there.isEmpty() || all.isEmpty() && found) {
      return Optional.empty();
    }
    return Optional.of(
        settings
            + ": no zip in "
            + settings.folder()
            + " has a name that fits both '"
            + settings.pattern()
            + "' and 'drop'; other files there: "
            + all.size());
  }

  /** Whether the file is there now; not where it changed meanwhile: then somebody writes to it. */
  private boolean fetched(SftpRemote remote, RemoteFile file) throws IOException {
    Path part = folder.resolve("." + file.name() + ".part");
    Files.deleteIfExists(part);
    remote.fetch(file.name(), part);
    if (Files.size(part) != file.size() || !remote.stat(file.name()).equals(file)) {
      Files.delete(part);
      return false;
    }
    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
    Files.setLastModifiedTime(part, FileTime.fromMillis(file.modified()));
    Files.move(part, folder.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  /** Stops; then nothing of it touches the folder any more. */
  @Override
  public void close() {
    closed.countDown();
    OwnThread.end(thread);
  }
}
