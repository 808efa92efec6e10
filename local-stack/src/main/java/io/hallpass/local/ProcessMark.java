package io.hallpass.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells one process from another that later got the same number: the number and when it started.
 */
record ProcessMark(long pid, long startedMillis) {

  static ProcessMark of(ProcessHandle process) {
    return new ProcessMark(
        process.pid(), process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
  }

  static ProcessMark ofThisJvm() {
    return of(ProcessHandle.current());
  }

  void write(Path file) throws IOException {
    Files.writeString(file, pid + " " + startedMillis + "\n");
  }

  /** Empty if the file is absent or holds something else. */
  static Optional<ProcessMark> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String[] words = Files.readString(file).strip().split(" ");
    try {
      return words.length == 2
          ? Optional.of(new ProcessMark(Long.parseLong(words[0]), Long.parseLong(words[1])))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
