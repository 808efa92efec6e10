package io.hallpass.cli.expected;

import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Category;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.sink.table.SqlNames;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.expected.ExpectedRecord;
import io.hallpass.synthetic.expected.ExpectedRecords;
import io.hallpass.synthetic.expected.Reference;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * What the warehouses of an invented district must hold, row by row, said by the generator: its
 * records, filtered by the two recipients' agreements and by denials.
 */
public final class Expectation {
  /** The categories of the partner's agreement. */
  public static final Set<Category> PARTNER =
      EnumSet.of(
          Category.NAME,
          Category.CONTACT,
          Category.ENROLLMENT,
          Category.SCHEDULE,
          Category.ATTENDANCE,
          Category.DISCIPLINE,
          Category.SPECIAL_EDUCATION,
          Category.ORGANIZATION);

  static final String CONSENT = "consent";

  private static final int NOBODY = -1;

  private final SyntheticDistrict district;
  private final RecordIds ids;
  private final IntFunction<String> studentIds;
  private final Catalogue catalogue = Catalogue.load();

  /**
   * What to expect of a district on its day.
   *
   * @param secret the record ids are made with
   * @param studentIds the id Hallpass gave to the student of an index; only Hallpass knows it
   */
  public Expectation(SyntheticDistrict district, byte[] secret, IntFunction<String> studentIds) {
    this.district = district;
    this.ids = new RecordIds(secret);
    this.studentIds = studentIds;
  }

  /** How many rows each table of the district's own warehouse has; needs no ids. */
  public static Map<String, Long> ownCounts(SyntheticDistrict district) {
    Map<String, Long> rows = new TreeMap<>();
    records(district).forEach(record -> rows.merge(SqlNames.table(record.entity()), 1L, Long::sum));
    return rows;
  }

  /** The rows of the district's own warehouse. */
  public Stream<WarehouseRow> own() {
    return rows((student, category) -> true);
  }

  /** The rows of the partner's. */
  public Stream<WarehouseRow> partner(Denials denials) {
    return rows(
        (student, category) ->
            PARTNER.contains(category)
                && (student == NOBODY || !denials.denied(student).contains(category)));
  }

  private interface May {
    boolean have(int student, Category category);
  }

  private static Stream<ExpectedRecord> records(SyntheticDistrict district) {
    return new ExpectedRecords(district).all().filter(r -> !r.entity().equals(CONSENT));
  }

  private Stream<WarehouseRow> rows(May may) {
    return records(district)
        .filter(r -> may.have(r.student().orElse(NOBODY), entity(r).category()))
        .map(r -> row(r, may));
  }

  private Entity entity(ExpectedRecord record) {
    return catalogue.entity(record.entity()).orElseThrow();
  }

  private WarehouseRow row(ExpectedRecord record, May may) {
    int student = record.student().orElse(NOBODY);
    Map<String, Object> values = new TreeMap<>();
    record
        .fields()
        .forEach(
            (name, value) -> {
              Optional<Category> category = entity(record).field(name).flatMap(Field::category);
              if (category.isPresent() && may.have(student, category.get())) {
                values.put(SqlNames.column(name), value instanceof Reference to ? id(to) : value);
              }
            });
    String id = id(new Reference(record.source(), record.entity(), record.vendorId()));
    String key = student == NOBODY ? id : studentIds.apply(student) + "/" + id;
    return new WarehouseRow(SqlNames.table(record.entity()), key, values);
  }

  private String id(Reference to) {
    return ids.id(to.source(), to.entity(), to.vendorId()).toString();
  }
}
