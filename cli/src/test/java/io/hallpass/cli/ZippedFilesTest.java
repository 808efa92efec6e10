package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.roster.OneRosterZip;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Zips as vendors make them, and as networks leave them: what ingest takes, init and check take.
 */
final class ZippedFilesTest {
  @TempDir private Path temp;
  private Path zip;

  @BeforeEach
  void aRoster() throws IOException {
    zip = temp.resolve("roster.zip");
    OneRosterZip.write(zip, SyntheticDistrict.of(1, 20));
  }

  private Command on(String command, String... more) {
    String[] args = new String[more.length + 2];
    args[0] = command;
    System.arraycopy(more, 0, args, 1, more.length);
    args[args.length - 1] = temp.resolve("everett").toString();
    return Command.hallpass(args);
  }

  private Command init() {
    return on("init", "--from", zip.toString());
  }

  private Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  /** Writes the zip anew, without compression, so that a flipped bit is a flipped character. */
  private void write(Map<String, byte[]> entries) throws IOException {
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> one : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(one.getKey());
        CRC32 crc = new CRC32();
        crc.update(one.getValue());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(one.getValue().length);
        entry.setCrc(crc.getValue());
        out.putNextEntry(entry);
        out.write(one.getValue());
      }
    }
  }

  private void flipABit(String in, int behind) throws IOException {
    byte[] bytes = Files.readAllBytes(zip);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.indexOf(in) + behind] ^= 1;
    Files.write(zip, bytes);
  }

  @Test
  void namesInCapitalsAreTakenAsIngestTakesThem() throws IOException {
    Map<String, byte[]> capitals = new LinkedHashMap<>();
    entries().forEach((name, text) -> capitals.put(name.toUpperCase(Locale.ROOT), text));
    write(capitals);

    Command init = init();

    assertThat(init.err()).isEmpty();
    assertThat(temp.resolve("everett/sources/roster.yaml"))
        .content()
        .contains("mapping: oneroster-1.2-csv\n");
    assertThat(on("check").err()).isEmpty();
    assertThat(on("preview").out())
        .containsPattern("registers .*student 20")
        .contains("no row rejected");
    assertThat(on("drift", "--columns").out()).doesNotContain("not there", "lacks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "preview"})
  void aBitThatFlippedInAFileIsSaidWithTheFilesName(String command) throws IOException {
    write(entries());
    init();
    flipABit("users.csv", "users.csv".length() + 400);

    Command refused = on(command);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("users.csv: is damaged in the zip; make the zip anew");
    assertThat(refused.out()).doesNotContain("record");
  }
}
