package io.hallpass.ingest.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.Optional;

/**
 * Sees when a file set is there and nobody is writing to it: when nothing about it has changed for
 * some time, as seen from here. How old its files say they are does not count, because clocks of
 * file servers are not always right.
 */
final class SetWatcher {
  private final CsvSourceSettings settings;
  private final Path path;
  private final Clock clock;

  private String lastStamp = "";
  private long lastChange;

  SetWatcher(CsvSourceSettings settings, Clock clock) {
    this.settings = settings;
    this.path = Path.of(settings.path());
    this.clock = clock;
  }

  /** The stamp of the set where one is there and quiet. */
  Optional<String> quiet() throws IOException {
    String stamp = stamp();
    long now = clock.millis();
    if (!stamp.equals(lastStamp)) {
      lastStamp = stamp;
      lastChange = now;
    }
    return now >= quietAt() ? Optional.of(stamp) : Optional.empty();
  }

  /** When the set that was seen last will be quiet if it does not change, in milliseconds. */
  long quietAt() {
    return lastStamp.isEmpty() ? Long.MAX_VALUE : lastChange + settings.quietMillis();
  }

  /** Says, without reading a file, whether the set is the same; empty where none is there. */
  String stamp() throws IOException {
    try {
      if (!Files.isDirectory(path)) {
        return fileStamp();
      }
      try (FileSet set = FileSet.at(path)) {
        StringBuilder stamp = new StringBuilder();
        for (String file : SetPlan.paths(set, settings)) {
          stamp.append(file).append('=').append(set.stamp(file)).append('\n');
        }
        return stamp.toString();
      }
    } catch (NoSuchFileException e) {
      // Not there yet, or moved away while we looked; the next look will tell.
      return "";
    }
  }

  private String fileStamp() throws IOException {
    BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
    return file.size() + "@" + file.lastModifiedTime().toMillis() + "#" + file.fileKey();
  }
}
