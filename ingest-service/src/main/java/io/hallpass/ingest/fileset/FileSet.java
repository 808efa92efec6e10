package io.hallpass.ingest.fileset;

import io.hallpass.ingest.row.Fingerprint;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The files of a set: those in a folder, or the entries of a zip. Open while it is read. */
public sealed interface FileSet extends Closeable {
  /** The paths of all files, as {@link #open} wants them; those of a zip with the folders in it. */
  List<String> names();

  /**
   * The path of a file as {@link #open} wants it, by name and regardless of case; an empty list
   * where there is none, more than one element where the name is ambiguous.
   */
  List<String> find(String name);

  /** A file's name without the folders above it. */
  static String name(String path) {
    // Zips made on Windows may have backslashes.
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  /** The bytes of a file. */
  InputStream open(String path) throws IOException;

  /** Says, without reading it, whether a file is the same; cheap. */
  String stamp(String path) throws IOException;

  /**
   * Says whether a file's contents are the same, and reads all of it for that.
   *
   * @throws ZipException where they are not what the zip says they are
   */
  String digest(String path) throws IOException;

  /**
   * Opens what is at {@code path}.
   *
   * @throws ZipException where it is neither a folder nor a zip
   */
  static FileSet at(Path path) throws IOException {
    return Files.isDirectory(path) ? Folder.of(path) : Zip.of(path);
  }

  /** A folder's files; folders inside it are not looked at. */
  record Folder(Path folder, List<String> names) implements FileSet {
    static Folder of(Path folder) throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        return new Folder(
            folder,
            files
                .filter(Files::isRegularFile)
                .map(file -> file.getFileName().toString())
                .sorted()
                .toList());
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    @Override
    public List<String> find(String name) {
      return matching(names, name);
    }

    @Override
    public InputStream open(String path) throws IOException {
      return Files.newInputStream(folder.resolve(path));
    }

    @Override
    public String stamp(String path) throws IOException {
      BasicFileAttributes file =
          Files.readAttributes(folder.resolve(path), BasicFileAttributes.class);
      return file.size() + "@" + file.lastModifiedTime().toMillis() + "#" + file.fileKey();
    }

    @Override
    public String digest(String path) throws IOException {
      MessageDigest digest = Fingerprint.sha256();
      drain(new DigestInputStream(open(path), digest));
      return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }

  /**
   * A zip's entries, in whatever folders they lie; they are read only once their checksums are
   * right.
   */
  record Zip(ZipFile zip) implements FileSet {
    static Zip of(Path path) throws IOException {
      try {
        return new Zip(new ZipFile(path.toFile()));
      } catch (ZipException e) {
        // Old tools write folder names in a code page; whatever it is, this one reads it.
        return new Zip(new ZipFile(path.toFile(), StandardCharsets.ISO_8859_1));
      }
    }

    @Override
    public List<String> names() {
      return zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    }

    @Override
    public List<String> find(String name) {
      return matching(names(), name);
    }

    @Override
    public InputStream open(String path) throws IOException {
      return zip.getInputStream(zip.getEntry(path));
    }

    @Override
    public String stamp(String path) {
      ZipEntry entry = zip.getEntry(path);
      return entry.getSize() + "#" + Long.toHexString(entry.getCrc());
    }

    @Override
    public String digest(String path) throws IOException {
      CRC32 found = new CRC32();
      try {
        drain(new CheckedInputStream(open(path), found));
      } catch (EOFException e) {
        throw new ZipException("an entry is cut off");
      }
      if (found.getValue() != zip.getEntry(path).getCrc()) {
        throw new ZipException("an entry's checksum is wrong");
      }
      return stamp(path);
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }

  private static void drain(InputStream stream) throws IOException {
    try (InputStream in = stream) {
      byte[] buffer = new byte[128 * 1024];
      while (in.read(buffer) >= 0) {
        continue;
      }
    }
  }

  private static List<String> matching(List<String> paths, String name) {
    return paths.stream().filter(path -> name(path).equalsIgnoreCase(name)).toList();
  }
}
