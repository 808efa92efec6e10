package io.hallpass.normalize.mapping;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import io.hallpass.runtime.topics.ErrorCode;
import io.hallpass.schemas.FieldType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * From the result of an expression to a field's value. Text is read as what the field is; nothing
 * is guessed.
 */
final class Values {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Set<String> YES = Set.of("true", "1", "y", "yes");
  private static final Set<String> NO = Set.of("false", "0", "n", "no");

  private Values() {}

  /**
   * What an expression for a field of {@code type} must give, null where {@code result} will do.
   */
  static String mismatch(FieldType type, CelType result) {
    CelKind kind = result.kind();
    if (kind == CelKind.DYN) {
      return null;
    }
    boolean text = kind == CelKind.STRING;
    return switch (type) {
      case STRING -> text ? null : "must give text; a constant stands in quotes";
      case DATE ->
          text
              ? null
              : "must give a date as text, yyyy-MM-dd; date(row.column, 'M/d/yyyy') makes one";
      case INSTANT -> text ? null : "must give a time as text, such as 2026-08-24T10:00:00Z";
      case INT, LONG ->
          text || kind == CelKind.INT ? null : "must give a whole number, or text that is one";
      case DOUBLE ->
          text || kind == CelKind.INT || kind == CelKind.DOUBLE
              ? null
              : "must give a number, or text that is one";
      case BOOLEAN ->
          text || kind == CelKind.BOOL ? null : "must give true or false, or text that says so";
      case STRING_LIST ->
          result.equals(Functions.TEXTS)
              ? null
              : "must give a list of texts; split(row.column, ',') makes one";
      case UUID ->
          result.equals(Functions.REFERENCE)
              ? null
              : "must give a reference; ref('entity', row.column) makes one";
    };
  }

  /**
   * The value of a field: {@code String}, {@code Integer}, {@code Long}, {@code Double}, {@code
   * Boolean}, {@code UUID} or {@code List<String>}, null where there is none.
   *
   * @param result what its expression gave
   * @param name of the field, for the rejection
   */
  static Object of(FieldType type, Object result, String name) throws Rejection {
    return switch (type) {
      case STRING -> text(result, name);
      case DATE -> date(result, name);
      case INSTANT -> instant(result, name);
      case INT -> {
        Long number = whole(result, name);
        if (number != null && number.intValue() != number) {
          throw new Rejection(ErrorCode.INVALID_VALUE, name);
        }
        yield number == null ? null : (Object) number.intValue();
      }
      case LONG -> whole(result, name);
      case DOUBLE -> number(result, name);
      case BOOLEAN -> truth(result, name);
      case STRING_LIST -> texts(result, name);
      case UUID -> {
        if (!(result instanceof UUID id)) {
          throw new Rejection(ErrorCode.INVALID_VALUE, name);
        }
        yield id.equals(Evaluation.NO_RECORD) ? null : id;
      }
    };
  }

  private static String text(Object result, String name) throws Rejection {
    // PostgreSQL has no text with NUL, and a warehouse must not stop over one.
    if (!(result instanceof String text) || text.indexOf('\0') >= 0) {
      throw new Rejection(ErrorCode.INVALID_VALUE, name);
    }
    return text.isEmpty() ? null : text;
  }

  private static String stripped(Object result, String name) throws Rejection {
    String text = text(result, name);
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static Integer date(Object result, String name) throws Rejection {
    String text = stripped(result, name);
    if (text == null) {
      return null;
    }
    try {
      // ISO 8601 with four digits of the year: PostgreSQL's dates end before Java's do.
      if (text.length() == 10) {
        return (int) LocalDate.parse(text).toEpochDay();
      }
    } catch (DateTimeException e) {
      throw new Rejection(ErrorCode.INVALID_DATE, name);
    }
    throw new Rejection(ErrorCode.INVALID_DATE, name);
  }

  private static Long instant(Object result, String name) throws Rejection {
    String text = stripped(result, name);
    if (text == null) {
      return null;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      if (time.getYear() >= 1 && time.getYear() <= 9999) {
        return time.toInstant().toEpochMilli();
      }
    } catch (DateTimeException e) {
      throw new Rejection(ErrorCode.INVALID_DATE, name);
    }
    throw new Rejection(ErrorCode.INVALID_DATE, name);
  }

  private static Long whole(Object result, String name) throws Rejection {
    if (result instanceof Long number) {
      return number;
    }
    String text = stripped(result, name);
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new Rejection(ErrorCode.INVALID_VALUE, name);
    }
  }

  private static Double number(Object result, String name) throws Rejection {
    double number;
    if (result instanceof Number given) {
      number = given.doubleValue();
    } else {
      String text = stripped(result, name);
      if (text == null) {
        return null;
      }
      number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    }
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new Rejection(ErrorCode.INVALID_VALUE, name);
    }
    return number;
  }

  private static Boolean truth(Object result, String name) throws Rejection {
    if (result instanceof Boolean truth) {
      return truth;
    }
    String text = stripped(result, name);
    if (text == null) {
      return null;
    }
    String folded = text.toLowerCase(Locale.ROOT);
    if (YES.contains(folded)) {
      return true;
    }
    if (NO.contains(folded)) {
      return false;
    }
    throw new Rejection(ErrorCode.INVALID_VALUE, name);
  }

  private static List<String> texts(Object result, String name) throws Rejection {
    if (!(result instanceof Collection<?> elements)) {
      throw new Rejection(ErrorCode.INVALID_VALUE, name);
    }
    List<String> texts = new ArrayList<>(elements.size());
    for (Object element : elements) {
      String text = text(element, name);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts.isEmpty() ? null : texts;
  }
}
