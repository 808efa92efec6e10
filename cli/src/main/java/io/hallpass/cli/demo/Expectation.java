package io.hallpass.cli.demo;

import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.expected.ExpectedRecord;
import io.hallpass.synthetic.expected.ExpectedRecords;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the district's own warehouse must hold, counted by the generator, which knows none of the
 * services.
 */
final class Expectation {
  private static final String CONSENT = "consent";

  private Expectation() {}

  /** Rows by table. */
  static Map<String, Long> rows(SyntheticDistrict district) {
    Map<String, Long> rows = new TreeMap<>();
    new ExpectedRecords(district)
        .all()
        .map(ExpectedRecord::entity)
        .filter(entity -> !entity.equals(CONSENT))
        .forEach(entity -> rows.merge(entity.replace('-', '_'), 1L, Long::sum));
    return rows;
  }
}
