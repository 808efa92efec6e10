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
final class Zips {
  private Zips() {}

  static byte[] of(Map<String, String> files) throws IOException {
    return pack(files, ZipEntry.DEFLATED);
  }

  /** Without compression. */
  static byte[] stored(Map<String, String> files) throws IOException {
    return pack(files, ZipEntry.STORED);
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

  private static byte[] pack(Map<String, String> files, int method) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        byte[] content = file.getValue().getBytes(UTF_8);
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
