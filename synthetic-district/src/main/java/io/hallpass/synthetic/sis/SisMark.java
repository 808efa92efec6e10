package io.hallpass.synthetic.sis;

import io.hallpass.synthetic.SyntheticDistrict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which district a SIS holds and how far its days have been played: the comment on the schema
 * {@code sis}. It is written in the transactions that change the rows, so it is never ahead of them
 * nor behind.
 *
 * @param seed of the district
 * @param students it had on day 0
 * @param day whose rows are all there
 * @param touched how many students of the next day have changed already
 */
public record SisMark(long seed, int students, int day, int touched) {
  private static final Pattern FORM =
      Pattern.compile(
          "Invented: seed (-?\\d{1,19}), (\\d{1,9}) students, day (\\d{1,6})"
              + "(?:, and (\\d{1,9}) students of the next day)?");

  /** All rows of the district on its day. */
  public static SisMark of(SyntheticDistrict district) {
    return new SisMark(district.seed(), district.size(), district.day(), 0);
  }

  /** The same day, with so many students of the next one changed. */
  public SisMark and(int ofTheNextDay) {
    return new SisMark(seed, students, day, ofTheNextDay);
  }

  /** Whether it marks this district, on any day. */
  public boolean of(long otherSeed, int otherStudents) {
    return seed == otherSeed && students == otherStudents;
  }

  /**
   * Reads it.
   *
   * @return empty where there is no schema {@code sis}
   * @throws SisMismatchException where the schema has no such comment
   */
  public static Optional<SisMark> read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT coalesce(obj_description(oid, 'pg_namespace'), '')"
                    + " FROM pg_namespace WHERE nspname = 'sis'")) {
      return result.next() ? Optional.of(parse(result.getString(1))) : Optional.empty();
    }
  }

  private static SisMark parse(String comment) {
    Matcher form = FORM.matcher(comment);
    if (!form.matches()) {
      throw new SisMismatchException("the database has a schema 'sis' that was not made here");
    }
    int touched = form.group(4) == null ? 0 : Integer.parseInt(form.group(4));
    return new SisMark(
        Long.parseLong(form.group(1)),
        Integer.parseInt(form.group(2)),
        Integer.parseInt(form.group(3)),
        touched);
  }

  /** Writes it; part of the caller's transaction. */
  void write(Statement statement) throws SQLException {
    statement.execute("COMMENT ON SCHEMA sis IS 'Invented: " + this + "'");
  }

  @Override
  public String toString() {
    return "seed "
        + seed
        + ", "
        + students
        + " students, day "
        + day
        + (touched == 0 ? "" : ", and " + touched + " students of the next day");
  }
}
