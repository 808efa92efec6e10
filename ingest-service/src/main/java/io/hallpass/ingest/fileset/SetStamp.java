package io.hallpass.ingest.fileset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What can be said of a set without reading one of its files. */
final class SetStamp {
  private SetStamp() {}

  /** Changes when the set does; empty where none is there. */
  static String of(Path path, Format format) throws IOException {
    try {
      if (!Files.isDirectory(path)) {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        return file.size() + "@" + file.lastModifiedTime().toMillis() + "#" + file.fileKey();
      }
      try (FileSet set = FileSet.at(path)) {
        StringBuilder stamp = new StringBuilder();
        for (String file : format.paths(set)) {
          stamp.append(file).append('=').append(set.stamp(file)).append('\n');
        }
        return stamp.toString();
      }
    } catch (NoSuchFileException e) {
      // Not there yet, or moved away while we looked; the next look will tell.
      return "";
    }
  }

  /** The time of its youngest file, in milliseconds. */
  static long youngest(Path path, Format format) throws IOException {
    if (!Files.isDirectory(path)) {
      return Files.getLastModifiedTime(path).toMillis();
    }
    long youngest = 0;
    try (FileSet set = FileSet.at(path)) {
      for (String file : format.paths(set)) {
        long time = Files.getLastModifiedTime(path.resolve(file)).toMillis();
        youngest = Math.max(youngest, time);
      }
    }
    return youngest;
  }
}
