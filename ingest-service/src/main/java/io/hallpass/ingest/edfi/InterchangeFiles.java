package io.hallpass.ingest.edfi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files a set is made of: those of a folder, or the entries of a zip. */
public interface InterchangeFiles {
  /** Their names, without the folders above them. */
  List<String> names();

  /** The bytes of one of them. */
  InputStream open(String name) throws IOException;

  /** The files of a folder as they are now; folders inside it are not looked at. */
  static InterchangeFiles folder(Path folder) throws IOException {
    List<String> names;
    try (Stream<Path> files = Files.list(folder)) {
      names =
          files
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .sorted()
              .toList();
    }
    return new InterchangeFiles() {
      @Override
      public List<String> names() {
        return names;
      }

      @Override
      public InputStream open(String name) throws IOException {
        return Files.newInputStream(folder.resolve(name));
      }
    };
  }
}
