package io.hallpass.cli.spine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A district in which no two values are the same: {@code kanari-<student>-<field>}, days of April
 * 1903, numbers of minutes. So each is found wherever it gets, and says where it came from. Its
 * rows are good and bad, for every reason there is.
 */
final class Canaries {
  static final String DISTRICT = "canary";

  private static final Path FOLDER = Path.of("src/test/resources/canary");

  private static final Pattern ANY =
      Pattern.compile("kanari-[a-z0-9]+-[a-z]+|1903-04-\\d\\d|\\d/\\d\\d/1903|773310\\d\\d");

  /** Bytes that are no UTF-8, with a canary around them. */
  private static final byte[] NO_TEXT = {'k', 'a', 'n', 'a', 'r', 'i', (byte) 0xC3, (byte) 0x28};

  private Canaries() {}

  /** The first value that a text holds. */
  static Optional<String> in(String text) {
    Matcher any = ANY.matcher(text);
    return any.find() ? Optional.of("the value " + any.group()) : Optional.empty();
  }

  static Optional<String> in(byte[] bytes) {
    return in(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** Writes the district folder, with what is between {@code @} replaced. */
  static void write(Path dir, Map<String, String> places) throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        for (Map.Entry<String, String> place : places.entrySet()) {
          text = text.replace("@" + place.getKey() + "@", place.getValue());
        }
        Path to = dir.resolve(FOLDER.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.write(to, bytes(text));
      }
    }
  }

  private static byte[] bytes(String text) {
    String noText = new String(NO_TEXT, StandardCharsets.ISO_8859_1);
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
        .replace("@bytes@", noText)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What a vendor writes to its topic; only the first can be taken. */
  static List<byte[]> messages() {
    return Stream.of(
            "{\"no\":\"kanari-1-no\",\"id\":\"kanari-1-id\",\"title\":\"kanari-1-title\"}",
            "kanari-text-message",
            "{\"no\":\"kanari-cut-no\",\"title\":\"kanari-cut-ti",
            "{\"title\":\"kanari-nokey-title\"}",
            "\0\0\0\022gkanari-avro-bytes")
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}
