package io.hallpass.local;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Held by the one stack that may use a data directory; the operating system lets go of it when the
 * JVM dies.
 */
final class StackLock implements AutoCloseable {

  private final FileChannel channel;
  private final Path holderFile;

  private StackLock(FileChannel channel, Path holderFile) {
    this.channel = channel;
    this.holderFile = holderFile;
  }

  static StackLock acquire(StackDirectory directory) {
    Path holderFile = directory.lockHolder();
    try {
      Optional<ProcessMark> holder = ProcessMark.read(holderFile);
      // POSIX drops a process's lock on a file as soon as any of its channels on it closes: within
      // the
      // holder's own JVM the lock file must not even be opened again.
      if (holder.equals(Optional.of(ProcessMark.ofThisJvm()))) {
        throw inUse(directory, holder);
      }
      FileChannel channel = FileChannel.open(directory.lock(), CREATE, WRITE);
      if (!locked(channel)) {
        channel.close();
        throw inUse(directory, holder);
      }
      ProcessMark.ofThisJvm().write(holderFile);
      return new StackLock(channel, holderFile);
    } catch (IOException e) {
      throw new UncheckedIOException("The lock file " + directory.lock() + " could not be used", e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Another thread of this JVM was faster.
      return false;
    }
  }

  private static LocalStackException inUse(StackDirectory directory, Optional<ProcessMark> holder) {
    String process = holder.map(mark -> " (process " + mark.pid() + ")").orElse("");
    return new LocalStackException(
        "The data directory "
            + directory.root()
            + " is in use by a running stack"
            + process
            + ". Stop that one first or choose another data directory.");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(holderFile);
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The lock of the data directory could not be released", e);
    }
  }
}
