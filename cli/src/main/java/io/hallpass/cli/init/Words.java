package io.hallpass.cli.init;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How student information systems call tables and columns: the vocabulary's own names, and those of
 * {@code words.csv}. A guess is a guess: whatever it gives is a proposal.
 */
final class Words {
  /** Wherever they stand in a name; what is left out by mistake can be mapped by hand. */
  private static final Pattern SECRET =
      Pattern.compile(
          "passw|passcode|passphrase|pwd|secret|credential|token|social|ssn|national|passport|biometric|fingerprint");

  /** As a word of its own, or at a name's end. */
  private static final Set<String> SECRET_WORDS =
      Set.of(
          "pw", "pass", "pin", "sin", "nin", "nino", "hash", "salt", "otp", "tin", "itin", "ssid");

  private final Map<String, String> words = new HashMap<>();
  private final Map<String, String> tables = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> fields = new LinkedHashMap<>();

  Words() {
    try (InputStream in = Words.class.getResourceAsStream("words.csv");
        CsvReader<CsvRecord> lines =
            CsvReader.builder().ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (CsvRecord line : lines) {
        String about = line.getField(0);
        String to = line.getField(1);
        Map<String, String> into =
            about.equals("word")
                ? words
                : about.equals("table")
                    ? tables
                    : fields.computeIfAbsent(about, a -> new HashMap<>());
        for (String from : line.getField(2).split("\\|")) {
          into.putIfAbsent(from, to);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a column's name sounds like a credential or a national id. */
  static boolean secret(String column) {
    List<String> parts = split(column);
    String together = String.join("", parts);
    return SECRET.matcher(together).find()
        || parts.stream().anyMatch(SECRET_WORDS::contains)
        || together.matches(".*(pw|pin|ssn|sin|nin)");
  }

  /** The entities tables are told by, those first that others refer to. */
  List<String> entities() {
    return tables.values().stream().distinct().toList();
  }

  /** The entity a table's name sounds like. */
  Optional<String> entity(String table) {
    String said = singular(table);
    String plain = said.replaceFirst(" (table|tbl|data|list|file|export)$", "");
    return Optional.ofNullable(tables.getOrDefault(said, tables.get(plain)));
  }

  /**
   * The field a column's name sounds like.
   *
   * @param own words that a column may begin with and mean nothing by, such as the table's own name
   */
  Optional<Field> field(Entity entity, String column, String own) {
    String said = said(column);
    Map<String, String> known = fields.getOrDefault(entity.name(), Map.of());
    for (Field field : entity.fields()) {
      if (!field.key() && said(field.name()).equals(said)) {
        return Optional.of(field);
      }
    }
    String name = known.get(said);
    if (name == null && said.startsWith(own + " ")) {
      name = known.get(said.substring(own.length() + 1));
    }
    return Optional.ofNullable(name).flatMap(entity::field);
  }

  /** Whether a column names a student: {@code student_id}, {@code PupilNo}, {@code stu}. */
  boolean student(String column) {
    return Set.of("student", "student id", "student number", "student code").contains(said(column));
  }

  /** Whether a column sounds like the key of its table. */
  boolean id(String table, String column) {
    String said = said(column);
    String own = singular(table);
    return said.equals("id") || said.equals(own + " id") || said.equals(own + " number");
  }

  /** A name in common words: {@code STU_FIRST_NM} is "student first name". */
  String said(String name) {
    return split(name).stream()
        .map(part -> words.getOrDefault(part, part))
        .collect(Collectors.joining(" "))
        .replace("birth date of birth", "birth date");
  }

  /** A table's name in common words, its last word in the singular. */
  String singular(String table) {
    return said(table.replaceFirst("(?i)(?<=[a-z]{2}[^s])s$", ""));
  }

  private static List<String> split(String name) {
    String parted =
        name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replaceAll("([A-Z])([A-Z][a-z])", "$1 $2");
    List<String> parts = new ArrayList<>();
    for (String part : parted.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }
}
