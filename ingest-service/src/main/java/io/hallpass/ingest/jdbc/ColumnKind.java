package io.hallpass.ingest.jdbc;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.Temporal;
import java.util.Locale;

/**
 * How a column's values become text: dates and timestamps in ISO 8601, in UTC with {@code Z} where
 * the column has a time zone and without one where it has none; numbers plain, without exponents;
 * truth {@code true} and {@code false}; anything else as the driver gives it.
 */
enum ColumnKind {
  DATE,
  TIMESTAMP,
  ZONED_TIMESTAMP,
  NUMBER,
  TRUTH,
  TEXT,
  /** Bytes, which are no text. */
  BINARY;

  private static final int SQL_SERVER_OFFSET = -155;
  private static final int ORACLE_ZONED = -101;
  private static final int ORACLE_LOCAL_ZONED = -102;

  /**
   * The kind of a column.
   *
   * @param type of {@link Types}
   * @param typeName the database's own word, as several call a time zone only there
   * @param size of the column: several bits are text, one is truth
   */
  static ColumnKind of(int type, String typeName, int size) {
    String word = typeName == null ? "" : typeName.toLowerCase(Locale.ROOT);
    return switch (type) {
      case Types.DATE -> DATE;
      case Types.TIMESTAMP ->
          word.equals("timestamptz") || word.contains("with time zone")
              ? ZONED_TIMESTAMP
              : TIMESTAMP;
      case Types.TIMESTAMP_WITH_TIMEZONE, SQL_SERVER_OFFSET, ORACLE_ZONED, ORACLE_LOCAL_ZONED ->
          ZONED_TIMESTAMP;
      case Types.NUMERIC, Types.DECIMAL, Types.FLOAT, Types.REAL, Types.DOUBLE -> NUMBER;
      case Types.BOOLEAN -> TRUTH;
      case Types.BIT -> size <= 1 ? TRUTH : TEXT;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BINARY;
      default -> TEXT;
    };
  }

  /** Whether a column of this kind can say when its row was changed. */
  boolean temporal() {
    return this == DATE || this == TIMESTAMP || this == ZONED_TIMESTAMP;
  }

  /** The text of a row's column; null for null. */
  String text(ResultSet row, int column) throws SQLException {
    return switch (this) {
      case DATE, TIMESTAMP, ZONED_TIMESTAMP -> iso(temporal(row, column));
      case NUMBER -> plain(row.getString(column));
      case TRUTH -> {
        boolean truth = row.getBoolean(column);
        yield row.wasNull() ? null : Boolean.toString(truth);
      }
      case TEXT -> row.getString(column);
      case BINARY -> throw new IllegalStateException("refused before");
    };
  }

  /** The moment of a row's column; null for null and for infinity. */
  Moment moment(ResultSet row, int column) throws SQLException {
    Temporal value = temporal(row, column);
    return value == null || infinite(value) != null ? null : new Moment(value);
  }

  /** The value of a row's column of a temporal kind, as the driver takes it back. */
  Temporal temporal(ResultSet row, int column) throws SQLException {
    return switch (this) {
      case DATE -> row.getObject(column, LocalDate.class);
      case ZONED_TIMESTAMP -> row.getObject(column, OffsetDateTime.class);
      default -> row.getObject(column, LocalDateTime.class);
    };
  }

  private static String iso(Temporal value) {
    if (value == null) {
      return null;
    }
    String infinite = infinite(value);
    if (infinite != null) {
      return infinite;
    }
    if (value instanceof OffsetDateTime time) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
          time.withOffsetSameInstant(ZoneOffset.UTC));
    }
    return value instanceof LocalDateTime time
        ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time)
        : value.toString();
  }

  /** PostgreSQL's driver gives the ends of Java's time for its infinities. */
  private static String infinite(Temporal value) {
    if (value.equals(LocalDate.MAX)
        || value.equals(LocalDateTime.MAX)
        || value.equals(OffsetDateTime.MAX)) {
      return "infinity";
    }
    return value.equals(LocalDate.MIN)
            || value.equals(LocalDateTime.MIN)
            || value.equals(OffsetDateTime.MIN)
        ? "-infinity"
        : null;
  }

  private static String plain(String text) {
    return text == null || text.indexOf('E') < 0 && text.indexOf('e') < 0
        ? text
        : new BigDecimal(text).toPlainString();
  }
}
