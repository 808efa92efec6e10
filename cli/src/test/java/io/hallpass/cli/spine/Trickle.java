package io.hallpass.cli.spine;

import io.hallpass.cli.expected.Denials;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.expected.ExpectedRecords;
import io.hallpass.synthetic.folder.DistrictFolder;
import io.hallpass.synthetic.sis.SisChanges.Operation;
import io.hallpass.synthetic.sis.SisChanges.RowChange;
import io.hallpass.synthetic.sis.SisMark;
import io.hallpass.synthetic.sis.SisRow;
import io.hallpass.synthetic.sis.SisTable;
import io.hallpass.synthetic.sis.SisWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Holds back what the SIS has of the district's last students and lets it in, a portion in a
 * transaction, so that there is work under way whenever a test wants some.
 */
final class Trickle {
  private final SyntheticDistrict district;
  private final String sisUrl;
  private final Denials denials;
  private final int portion;
  private int in;

  /**
   * Takes the rows of the held back students out.
   *
   * @param denials learn of the forms that are there, when they are there
   * @param portions how many there will be
   * @param portion students in each
   */
  Trickle(SyntheticDistrict district, String sisUrl, Denials denials, int portions, int portion)
      throws SQLException {
    this.district = district;
    this.sisUrl = sisUrl;
    this.denials = denials;
    this.portion = portion;
    this.in = district.size() - portions * portion;
    List<RowChange> out =
        new ArrayList<>(
            rows(in, district.size()).map(r -> new RowChange(Operation.DELETE, r, null)).toList());
    Collections.reverse(out);
    write(out);
    denials.forms(district, student -> student < in, Instant.MIN);
  }

  /** Lets the next portion in. */
  void next() throws SQLException {
    if (in == district.size()) {
      throw new IllegalStateException("nothing is held back any more");
    }
    int from = in;
    int to = in + portion;
    denials.forms(
        district,
        student -> student >= from && student < to,
        Instant.now().truncatedTo(ChronoUnit.MILLIS));
    write(rows(from, to).map(r -> new RowChange(Operation.INSERT, null, r)).toList());
    in = to;
  }

  private Stream<SisRow> rows(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(district::student)
        .flatMap(s -> Stream.of(SisTable.values()).flatMap(t -> t.rows(district, s).stream()));
  }

  private void write(List<RowChange> changes) throws SQLException {
    try (Connection sis = DriverManager.getConnection(sisUrl)) {
      SisWriter.apply(sis, changes, SisMark.of(district));
    }
  }

  /** How many rows of captured tables the SIS has now. */
  long sisRows() {
    return rows(0, in).filter(row -> row.table() != SisTable.AUDIT_LOG).count();
  }

  /** How many records, consents apart, roster and SIS amount to now. */
  long records() {
    return new ExpectedRecords(district)
        .all()
        .filter(r -> !r.entity().equals("consent"))
        .filter(r -> !r.source().equals(DistrictFolder.SIS) || r.student().orElse(0) < in)
        .count();
  }
}
