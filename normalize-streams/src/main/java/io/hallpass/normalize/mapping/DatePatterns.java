package io.hallpass.normalize.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** Patterns as {@link DateTimeFormatter} has them, read strictly: 30 February is no day. */
final class DatePatterns {
  private DatePatterns() {}

  /**
   * Reads dates written in {@code pattern}.
   *
   * @throws IllegalArgumentException saying what is wrong with the pattern
   */
  static DateTimeFormatter formatter(String pattern) {
    String years = years(pattern);
    if (years.matches(".*(?<!u)uu(?!u).*")) {
      throw new IllegalArgumentException(
          "has a year of two digits, which says no century; it needs yyyy");
    }
    LocalDate day = LocalDate.of(2001, 11, 23);
    try {
      DateTimeFormatter formatter =
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern(years)
              .toFormatter(Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT);
      if (day.equals(LocalDate.parse(day.atStartOfDay().format(formatter), formatter))) {
        return formatter;
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException("is no pattern for dates; M/d/yyyy would be one", e);
    }
    throw new IllegalArgumentException("is no pattern for dates; M/d/yyyy would be one");
  }

  /** Strict resolving wants u, the year, where people write y, the year of an era. */
  private static String years(String pattern) {
    StringBuilder years = new StringBuilder();
    boolean quoted = false;
    for (char c : pattern.toCharArray()) {
      quoted ^= c == '\'';
      years.append(c == 'y' && !quoted ? 'u' : c);
    }
    return years.toString();
  }
}
