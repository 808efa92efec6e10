package io.hallpass.cli.source;

import io.hallpass.runtime.config.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A district's folder.
 *
 * @param dir where it is
 * @param problems takes what cannot be read
 */
public record Folder(Path dir, Problems problems) {
  /** A file's text; empty, with a problem, where it cannot be read. */
  public Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      problems.add(name(file), 0, "", "cannot be read as UTF-8 text");
      return Optional.empty();
    }
  }

  /** A file's name as people know it. */
  public String name(Path file) {
    return dir.relativize(file).toString();
  }

  /** The files with this ending of a folder inside this one, sorted; none where there is none. */
  public List<Path> files(String inside, String ending) {
    return files(dir.resolve(inside), ending);
  }

  /** The folder's files with this ending, sorted; none where there is no such folder. */
  static List<Path> files(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** A file's name without its ending. */
  public static String stem(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }
}
