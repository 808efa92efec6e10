package io.hallpass.ingest.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes zips. */
public final class Zips {
  private Zips() {}

  /** A zip of texts. */
  public static byte[] of(Map<String, String> files) throws IOException {
    return bytes(utf8(files), true);
  }

  /** Without compression. */
  public static byte[] stored(Map<String, String> files) throws IOException {
    return bytes(utf8(files), false);
  }

  private static Map<String, byte[]> utf8(Map<String, String> files) {
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    files.forEach((name, text) -> bytes.put(name, text.getBytes(UTF_8)));
    return bytes;
  }

  /** The files of a OneRoster 1.2 set; {@code modes} says how the manifest calls each. */
  static Map<String, String> oneRoster(Map<String, String> modes, Map<String, String> files) {
    StringBuilder manifest =
        new StringBuilder("propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n");
    modes.forEach((file, mode) -> manifest.append("file.").append(file + "," + mode + "\n"));
    Map<String, String> all = new LinkedHashMap<>(files);
    all.put("manifest.csv", manifest.toString());
    return all;
  }

  static byte[] bytes(Map<String, byte[]> files, boolean deflated) throws IOException {
    int method = deflated ? ZipEntry.DEFLATED : ZipEntry.STORED;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        byte[] content = file.getValue();
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
          CRC32 crc = new CRC32();
          crc.update(content);
          entry.setCrc(crc.getValue());
          entry.setSize(content.length);
          entry.setCompressedSize(content.length);
        }
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
