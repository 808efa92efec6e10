package io.hallpass.ingest.sftp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which files were fetched, in a small file beside them. Where it is lost they are fetched once
 * more, and recognised as repeated.
 */
final class Pulled {
  private static final String TAB = "\t";

  private final Path file;
  private final Set<RemoteFile> files = new LinkedHashSet<>();

  /** Reads what is remembered in this file; lines that cannot be read are forgotten. */
  Pulled(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n")) {
        String[] parts = line.split(TAB, 3);
        if (parts.length == 3 && parts[0].matches("\\d{1,18}") && parts[1].matches("\\d{1,18}")) {
          files.add(new RemoteFile(parts[2], Long.parseLong(parts[0]), Long.parseLong(parts[1])));
        }
      }
    }
  }

  boolean has(RemoteFile one) {
    return files.contains(one);
  }

  void add(RemoteFile one) throws IOException {
    files.removeIf(old -> old.name().equals(one.name()));
    files.add(one);
    write();
  }

  /** Whether nothing is remembered. */
  boolean isEmpty() {
    return files.isEmpty();
  }

  /** Forgets files whose names are no longer there. */
  void keep(Collection<String> there) throws IOException {
    if (files.removeIf(file -> !there.contains(file.name()))) {
      write();
    }
  }

  private void write() throws IOException {
    StringBuilder text = new StringBuilder();
    for (RemoteFile one : files) {
      text.append(one.size()).append(TAB).append(one.modified()).append(TAB);
      text.append(one.name()).append('\n');
    }
    Path next = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(next, text, StandardCharsets.UTF_8);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
