package io.hallpass.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The unpacked registry program. Unpacked once for a cache directory, also when several stacks
 * start at once.
 */
final class RegistryProgram {

  private RegistryProgram() {}

  /** Unpacks the program if that was not done before, and returns its jar. */
  static Path unpacked(Path cacheDir) throws IOException {
    Path home = cacheDir.resolve("apicurio-registry-" + RegistryArchive.version());
    if (!Files.isDirectory(home)) {
      Files.createDirectories(cacheDir);
      Path half = Files.createTempDirectory(cacheDir, "unpacking-");
      try {
        unpack(RegistryArchive.locate(), half);
        moveUnlessThere(half, home);
      } finally {
        StackDirectory.deleteRecursively(half);
      }
    }
    try (Stream<Path> files = Files.list(home)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(
              () ->
                  new LocalStackException(
                      "No registry program in "
                          + home
                          + ". Delete that directory and start again."));
    }
  }

  private static void moveUnlessThere(Path half, Path home) throws IOException {
    try {
      Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Another stack was faster, and has put the same there.
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
  }

  private static void unpack(Path archive, Path target) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in, 1 << 16))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException(archive + " has an entry outside its own directory");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          Files.copy(tar, path);
        }
      }
    }
  }
}
